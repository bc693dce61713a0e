/**
 * What went wrong so far, and when it was over. One outage is one incident: a mishap and the failure that it brings
 * about, and failures that come again before everybody hit has recovered. It knows ids and instants only.
 */
import type { ErrorCode, ErrorReport } from '../../domain/errors';
import type { Incident, MishapKind } from '../../domain/recovery';
import type { FailedUnit } from './restarts';

/** Older ones are forgotten. */
const KEPT = 50;

export interface Failure extends FailedUnit {
  /** Where it happened. */
  readonly executorId: string;
  readonly error: ErrorReport;
}

/** Not gone wrong: somebody asked for it, or has not brought the files yet. */
const NO_INCIDENT: readonly ErrorCode[] = ['cancelled', 'busy', 'model-unknown'];

/** How a failure that a mishap brings about is told; anything else that happens meanwhile is a failure of its own. */
const BROUGHT_ABOUT: Readonly<Record<Exclude<MishapKind, 'refuse-storage'>, readonly ErrorCode[]>> = {
  'kill-worker': ['executor-crashed'],
  'lose-device': ['device-lost', 'inference-failed', 'output-invalid', 'model-load-failed'],
  stall: ['executor-unresponsive'],
  'corrupt-output': ['output-invalid'],
  'refuse-network': ['network-unreachable'],
};

type InjectedMishap = keyof typeof BROUGHT_ABOUT;

interface Entry {
  incident: Incident;
  readonly scope: FailedUnit['scope'] | 'everything';
  /** Set until the failure that the mishap is to bring about has come, or cannot come any more. */
  expects: InjectedMishap | null;
  /** Who was hit, is wanted, and has not completed a request since. */
  readonly waiting: Set<string>;
  /** The newest recovery among those that were hit. */
  lastAt: number | null;
}

export class Incidents {
  #entries: Entry[] = [];
  readonly #open = new Set<Entry>();
  #nextId = 1;

  /** @param isWanted whether the tenant should be serving: here, and not paused. */
  constructor(private readonly isWanted: (tenantId: string) => boolean) {}

  /** Oldest first. */
  get list(): readonly Incident[] {
    return this.#entries.map((entry) => entry.incident);
  }

  get anyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** Takes down a failure on purpose, just before it is brought about. @returns its id. */
  injected(
    mishap: InjectedMishap,
    given: Pick<Incident, 'at' | 'executorId' | 'tenantIds' | 'message'>,
  ): number {
    const scope = mishap === 'kill-worker' || mishap === 'lose-device' ? 'executor' : 'tenant';
    return this.#add(scope, { ...given, cause: 'mishap', mishap, code: null }, mishap);
  }

  /** It could not be brought about. */
  withdraw(id: number): void {
    const entry = this.#entries.find(({ incident }) => incident.id === id);
    if (entry === undefined) return;
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#open.delete(entry);
  }

  /** @returns whether the failure was brought about on purpose. */
  failed(failure: Failure, at: number): boolean {
    if (NO_INCIDENT.includes(failure.error.code)) return false;
    const expected = [...this.#open].find((entry) => isExpected(entry, failure));
    const outage = expected ?? [...this.#open].find((entry) => goesOn(entry, failure));
    if (outage !== undefined) this.#extend(outage, failure);
    else {
      const { scope, executorId, tenantIds, error } = failure;
      this.#add(scope, { ...error, at, cause: 'failure', mishap: null, executorId, tenantIds }, null);
    }
    this.#giveUpExpecting(failure);
    return expected !== undefined || (outage !== undefined && isLateNews(outage, failure));
  }

  /** A request that was issued at `issuedAt` completed. */
  completed(tenantId: string, issuedAt: number, at: number): void {
    for (const entry of this.#open) {
      if (!entry.waiting.has(tenantId)) continue;
      if (entry.expects === 'corrupt-output' && issuedAt > entry.incident.at)
        forestalled(entry, 'it was loaded anew');
      if (!counts(entry, issuedAt)) continue;
      entry.waiting.delete(tenantId);
      entry.lastAt = at;
      if (entry.expects === 'stall') entry.expects = null;
      this.#settle(entry);
    }
  }

  /** The tenant was removed or paused: nobody waits for it any more. */
  unwanted(tenantId: string): void {
    for (const entry of this.#open) {
      if (!entry.waiting.delete(tenantId)) continue;
      if (entry.waiting.size === 0 && entry.scope === 'tenant' && entry.expects !== 'refuse-network')
        entry.expects = null;
      this.#settle(entry);
    }
  }

  /** The executor was ended by hand: nothing that was meant for it comes about any more. */
  executorGone(executorId: string): void {
    for (const entry of this.#open) {
      if (entry.incident.executorId !== executorId) continue;
      entry.expects = null;
      this.#settle(entry);
    }
  }

  /** The network is there again. */
  networkBack(at: number): void {
    for (const entry of this.#open) {
      if (entry.expects !== 'refuse-network') continue;
      entry.expects = null;
      if (entry.incident.code === null) entry.lastAt = at;
      this.#settle(entry);
    }
  }

  /** Something gave way by itself at once: nobody failed of it. */
  gaveWay(executorId: string, error: ErrorReport, at: number): void {
    const given = { ...error, at, cause: 'failure', mishap: null, executorId, tenantIds: [] } as const;
    this.#add('everything', given, null, at);
  }

  /** @param sleptMs by which nobody who waits for others recovers any later. */
  slept(tenantIds: readonly string[], message: string, sleptMs: number, at: number): void {
    for (const entry of this.#open) {
      const sleptSoFarMs = entry.incident.sleptMs ?? 0;
      entry.incident = {
        ...entry.incident,
        sleptMs: sleptSoFarMs + Math.min(sleptMs, at - entry.incident.at),
      };
    }
    const none = { mishap: null, code: null, executorId: null } as const;
    this.#add('everything', { ...none, at, cause: 'sleep', tenantIds, message }, null);
  }

  /** The run was stopped: nobody is wanted any more. A network that is refused stays so. */
  stopped(): void {
    for (const entry of this.#open) for (const tenantId of entry.waiting) this.unwanted(tenantId);
  }

  #add(
    scope: Entry['scope'],
    given: Omit<Incident, 'id' | 'recoveredAt'>,
    expects: InjectedMishap | null,
    lastAt: number | null = null,
  ): number {
    const id = this.#nextId;
    this.#nextId += 1;
    const entry: Entry = {
      incident: { ...given, id, recoveredAt: null },
      scope,
      expects,
      waiting: new Set(given.tenantIds.filter(this.isWanted)),
      lastAt,
    };
    this.#entries.push(entry);
    this.#open.add(entry);
    for (const forgotten of this.#entries.splice(0, Math.max(0, this.#entries.length - KEPT)))
      this.#open.delete(forgotten);
    this.#settle(entry);
    return id;
  }

  #extend(entry: Entry, failure: Failure): void {
    const { incident } = entry;
    const { tenantIds, error } = failure;
    entry.incident = {
      ...incident,
      code: isLateNews(entry, failure) ? error.code : (incident.code ?? error.code),
      tenantIds: [...new Set([...incident.tenantIds, ...tenantIds])],
    };
    for (const tenantId of tenantIds) if (this.isWanted(tenantId)) entry.waiting.add(tenantId);
    if (entry.expects !== 'refuse-network') entry.expects = null;
    this.#settle(entry);
  }

  /** Whoever a mishap was meant for has failed of something else: what was injected is gone with it. */
  #giveUpExpecting(failure: Failure): void {
    for (const entry of this.#open) {
      const { executorId, tenantIds } = entry.incident;
      if (entry.expects === null || entry.expects === 'refuse-network' || executorId !== failure.executorId)
        continue;
      const hit =
        failure.scope === 'executor' || (entry.scope === 'tenant' && tenantIds.includes(failure.id));
      if (!hit) continue;
      forestalled(entry, 'what it was meant for failed first');
      entry.waiting.clear();
      this.#settle(entry);
    }
  }

  #settle(entry: Entry): void {
    if (entry.waiting.size > 0 || entry.expects !== null) return;
    this.#open.delete(entry);
    entry.incident = { ...entry.incident, recoveredAt: entry.lastAt };
  }
}

function forestalled(entry: Entry, why: string): void {
  entry.expects = null;
  entry.incident = { ...entry.incident, message: `${entry.incident.message} It did not come about: ${why}.` };
}

/** A stall is over with the first request that was issued after it; what expects a failure is not over before that. */
const counts = ({ expects, incident }: Entry, issuedAt: number): boolean =>
  expects === null || expects === 'refuse-network' || (expects === 'stall' && issuedAt > incident.at);

function isExpected({ expects, incident, scope }: Entry, failure: Failure): boolean {
  if (expects === null || !BROUGHT_ABOUT[expects].includes(failure.error.code)) return false;
  if (expects === 'refuse-network') return true;
  if (incident.executorId !== failure.executorId) return false;
  if (scope === 'executor' || failure.scope === 'executor') return true;
  return incident.tenantIds.includes(failure.id);
}

/** A lost device is often felt by an inference before the executor tells of it. */
const isLateNews = ({ incident }: Entry, { error }: Failure): boolean =>
  incident.mishap === 'lose-device' && error.code === 'device-lost';

/** The outage is not over yet, and this belongs to it. */
function goesOn({ incident, scope, waiting, expects }: Entry, failure: Failure): boolean {
  if (scope === 'everything' || expects !== null) return false;
  if (failure.scope === 'executor') return scope === 'executor' && incident.executorId === failure.id;
  return waiting.has(failure.id);
}
