/**
 * What is worth saying of the step from one snapshot to the next: runs, loads, failures, recoveries, measurements. Pure; it
 * says nothing that ticks. Moves and removals are told by their own notices, which are heard too.
 */
import type { ModelLibrary } from '../../domain/model';
import type { Snapshot, TenantSnapshot } from '../../domain/snapshot';
import { tenantName } from '../tenant-words';

export interface Heard {
  readonly snapshot: Snapshot;
  readonly catalog: ModelLibrary | null;
  /** The scenario's title, as the picker shows it. */
  readonly title: string;
  /** Whether what is added is told elsewhere: by the drawer while it is open. */
  readonly addsAreTold: boolean;
}

export interface Sentence {
  readonly text: string;
  readonly urgent: boolean;
}

const polite = (text: string): Sentence => ({ text, urgent: false });
const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const runs = ({ status }: TenantSnapshot): boolean => status.kind === 'running' || status.kind === 'moving';
const measures = ({ measuring }: Snapshot): boolean => measuring !== null;

/** @param failed ids of the tenants whose failure was said and which have not run since. */
export function saidChanges(before: Heard, now: Heard, failed: ReadonlySet<string>): readonly Sentence[] {
  const { snapshot } = now;
  if (snapshot === before.snapshot) return [];
  if (snapshot.scenario.name !== before.snapshot.scenario.name) return [polite(scenarioWords(now))];
  return [
    ...runChange(before.snapshot, snapshot),
    ...measuringChange(before.snapshot, snapshot),
    ...snapshot.tenants.flatMap((tenant) => tenantChange(before.snapshot, now, tenant, failed)),
  ];
}

function scenarioWords({ snapshot: { scenario }, title }: Heard): string {
  const models = count(scenario.tenants.length, 'model');
  return `Scenario ${title}: ${models} on ${count(scenario.executors.length, 'executor')}.`;
}

function runChange(before: Snapshot, { run, tenants }: Snapshot): readonly Sentence[] {
  if (run.kind === before.run.kind) return [];
  if (run.kind === 'starting') return [polite(`Starting ${count(tenants.length, 'model')}.`)];
  if (run.kind === 'idle') return [polite('Stopped.')];
  if (run.kind === 'paused') return [polite('Paused while the tab is hidden.')];
  const going = tenants.filter(runs).length;
  return [polite(`Running: ${going} of ${count(tenants.length, 'model')}.`)];
}

function measuringChange(before: Snapshot, now: Snapshot): readonly Sentence[] {
  if (measures(before) === measures(now)) return [];
  if (measures(now)) return [polite('Each model is measured alone in turn; the others wait.')];
  const known = now.tenants.filter((tenant) => tenant.alone !== null).length;
  return [polite(`Measured alone: ${known} of ${count(now.tenants.length, 'model')}.`)];
}

function tenantChange(
  before: Snapshot,
  { snapshot, catalog, addsAreTold }: Heard,
  tenant: TenantSnapshot,
  failed: ReadonlySet<string>,
): readonly Sentence[] {
  const { id, executorId } = tenant.config;
  const old = before.tenants.find((one) => one.config.id === id);
  const name = tenantName(catalog, tenant.config);
  if (old === undefined) return addsAreTold ? [] : [polite(`${name} added on ${executorId}.`)];
  const { status } = tenant;
  if (status === old.status) return [];
  if (status.kind === 'failed') {
    if (old.status.kind === 'failed') return [];
    const again = failed.has(id) ? ' again' : '';
    const next = status.restart === null ? '' : ' It starts again by itself.';
    return [{ text: `${name} failed${again}. ${status.error.message}${next}`, urgent: !failed.has(id) }];
  }
  if (!runs(tenant) || runs(old)) return [];
  if (failed.has(id)) return [polite(`${name} runs again.`)];
  // Of a run that starts, and of one that measures, the sentence on the whole is enough.
  const quiet = before.run.kind !== 'running' || measures(before) || measures(snapshot);
  return quiet || old.status.kind === 'paused' ? [] : [polite(`${name} runs on ${executorId}.`)];
}
