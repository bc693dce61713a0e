/**
 * The last minute of completions a second per tenant, one point per snapshot, with what happened meanwhile: changes of
 * the scenario and stretches in which one tenant was measured alone. It knows neither canvas nor React.
 */
import type { Scenario, TenantConfig } from '../../../domain/scenario';
import type { Snapshot } from '../../../domain/snapshot';
import { scenarioChange } from './scenario-change';

/** Seconds since the run started. */
export interface ChangeMark {
  readonly x: number;
  readonly text: string;
}
export interface AloneBand {
  readonly tenantId: string;
  readonly from: number;
  to: number;
}

const WINDOW_S = 60;
/** Changes that follow each other faster are one: a scenario that is loaded comes in several snapshots. */
const ONE_CHANGE_S = 2;
/** `lastSecondPerSecond` counts a full second: before that it would rise from zero by itself. */
const FIRST_POINT_MS = 1000;

export class ThroughputSeries {
  readonly xs: number[] = [];
  readonly #ys = new Map<string, (number | null)[]>();
  #marks: ChangeMark[] = [];
  #bands: AloneBand[] = [];
  #originAt: number | null = null;
  #standing = true;
  #scenario: Scenario | null = null;
  /** The newest change, and what it began from. */
  #change: { readonly before: Scenario; readonly x: number } | null = null;

  constructor(private readonly name: (tenant: TenantConfig) => string) {}

  get marks(): readonly ChangeMark[] {
    return this.#marks;
  }
  get bands(): readonly AloneBand[] {
    return this.#bands;
  }
  /** Of a tenant, one value per x; null where it was not there or everything stood still. */
  of(tenantId: string): readonly (number | null)[] {
    return this.#ys.get(tenantId) ?? this.xs.map(() => null);
  }

  /** Takes a snapshot in. @returns whether the picture changed. */
  push(snapshot: Snapshot): boolean {
    const { run } = snapshot;
    if (run.kind !== 'running') return this.#stand(run.kind === 'paused');
    if (this.#originAt === null) this.#begin(run.startedAt);
    const x = (snapshot.at - (this.#originAt ?? snapshot.at)) / 1000;
    const last = this.xs.at(-1);
    if (last !== undefined && x <= last) return false;
    this.#noteChange(snapshot.scenario, x);
    this.#noteAlone(snapshot.measuring?.tenantId ?? null, x);
    if (snapshot.at - run.startedAt < FIRST_POINT_MS) return false;
    this.#standing = false;
    this.#addPoint(x, snapshot);
    this.#forget(x - WINDOW_S);
    return true;
  }

  clear(): void {
    this.xs.length = 0;
    this.#ys.clear();
    this.#marks = [];
    this.#bands = [];
  }

  #begin(startedAt: number): void {
    this.clear();
    this.#originAt = startedAt;
    this.#scenario = null;
    this.#change = null;
  }

  /** Nothing arrives: what is drawn stays; a pause of the run leaves a gap, its end begins anew. */
  #stand(paused: boolean): boolean {
    if (!paused) this.#originAt = null;
    if (this.#standing) return false;
    this.#standing = true;
    const last = this.xs.at(-1);
    this.#noteAlone(null, last ?? 0);
    if (!paused || last === undefined) return true;
    this.xs.push(last + 0.001);
    for (const values of this.#ys.values()) values.push(null);
    return true;
  }

  #addPoint(x: number, { tenants }: Snapshot): void {
    const present = new Set(tenants.map((tenant) => tenant.config.id));
    for (const id of this.#ys.keys()) if (!present.has(id)) this.#ys.delete(id);
    for (const { config, lastSecondPerSecond } of tenants) {
      const known = this.#ys.get(config.id);
      const values = known ?? this.xs.map(() => null);
      if (known === undefined) this.#ys.set(config.id, values);
      values.push(lastSecondPerSecond);
    }
    this.xs.push(x);
  }

  #noteChange(scenario: Scenario, x: number): void {
    const before = this.#scenario;
    this.#scenario = scenario;
    if (before === null || before === scenario) return;
    const ongoing = this.#change !== null && x - this.#change.x < ONE_CHANGE_S ? this.#change : null;
    const change = ongoing ?? { before, x };
    this.#change = change;
    if (this.#marks.at(-1)?.x === change.x) this.#marks.pop();
    const text = scenarioChange(change.before, scenario, this.name);
    if (text !== null) this.#marks.push({ x: change.x, text });
  }

  #noteAlone(tenantId: string | null, x: number): void {
    const open = this.#bands.at(-1);
    if (open !== undefined && open.to === Number.POSITIVE_INFINITY) {
      if (open.tenantId === tenantId) return;
      open.to = x;
    }
    if (tenantId !== null) this.#bands.push({ tenantId, from: x, to: Number.POSITIVE_INFINITY });
  }

  #forget(before: number): void {
    // One point beyond the edge is kept: the line enters the picture from there.
    while ((this.xs[1] ?? Number.POSITIVE_INFINITY) < before) {
      this.xs.shift();
      for (const values of this.#ys.values()) values.shift();
    }
    if ((this.#marks[0]?.x ?? before) < before) this.#marks.shift();
    if ((this.#bands[0]?.to ?? before) < before) this.#bands.shift();
  }
}

/** Bounds of the time axis in seconds: it grows with the run to a minute, then moves. */
export function timeBounds(lastX: number): readonly [number, number] {
  return [Math.max(0, lastX - WINDOW_S), Math.max(15, lastX)];
}
