/** Incidents in words: what happened, to whom, and whether it is over. Pure; markup and the wall clock are elsewhere. */
import type { Incident, MishapKind } from '../../domain/recovery';
import type { Snapshot } from '../../domain/snapshot';
import { DASH } from '../format';

const MISHAPS: Readonly<Record<MishapKind, string>> = {
  'kill-worker': 'worker killed',
  'lose-device': 'device lost',
  stall: 'stalled',
  'corrupt-output': 'output corrupted',
  'refuse-network': 'network refused',
  'refuse-storage': 'storage refused',
};

/** Two or three words: what was done on purpose, or what failed by itself. */
export function incidentName({ cause, mishap, code }: Pick<Incident, 'cause' | 'mishap' | 'code'>): string {
  if (mishap !== null) return MISHAPS[mishap];
  if (cause === 'sleep') return 'slept';
  return code === null ? 'failure' : code.replaceAll('-', ' ');
}

/** How it came about: never left out where an incident shows. */
export const causeWord = ({ cause }: Pick<Incident, 'cause'>): 'injected' | 'failure' | 'sleep' =>
  cause === 'mishap' ? 'injected' : cause;

/** "1.24 s", "62.0 s". */
function seconds(ms: number): string {
  const value = Math.max(0, ms) / 1000;
  return `${value.toFixed(value < 10 ? 2 : 1)}\u202fs`;
}

type Ending = Pick<Incident, 'at' | 'recoveredAt' | 'tenantIds' | 'sleptMs'>;

/** Whether somebody who was hit is waited for still. @param wanted tenants that are to serve. */
export const isOpen = ({ recoveredAt, tenantIds }: Ending, wanted: ReadonlySet<string>): boolean =>
  recoveredAt === null && tenantIds.some((id) => wanted.has(id));

/** The tenants that are to serve: none while nothing runs. */
export function wantedTenants(snapshot: Pick<Snapshot, 'run' | 'tenants'> | null): ReadonlySet<string> {
  if (snapshot === null || snapshot.run.kind === 'idle') return new Set();
  return new Set(snapshot.tenants.flatMap(({ config }) => (config.paused ? [] : [config.id])));
}

/** "recovered in 1.24 s", "not yet: 3.10 s, 3600 s of sleep left out"; a dash where nobody was hit. */
export function recoveryWords(incident: Ending, now: number, wanted: ReadonlySet<string>): string {
  const { at, recoveredAt, tenantIds, sleptMs = 0 } = incident;
  const leftOut = sleptMs === 0 ? '' : `, ${seconds(sleptMs)} of sleep left out`;
  if (recoveredAt !== null) return `recovered in ${seconds(recoveredAt - at - sleptMs)}${leftOut}`;
  if (isOpen(incident, wanted)) return `not yet: ${seconds(now - at - sleptMs)}${leftOut}`;
  return tenantIds.length === 0 ? DASH : 'nobody waits for it';
}

/** Whom it hit: the executor, then the tenants by name. */
export function whoWords(
  { executorId, tenantIds }: Pick<Incident, 'executorId' | 'tenantIds'>,
  nameOf: ReadonlyMap<string, string>,
): string {
  const names = tenantIds.map((id) => nameOf.get(id) ?? id);
  return [executorId, names.length === 0 ? null : names.join(', ')].filter((one) => one !== null).join(' · ');
}
