/**
 * The solo baselines and profiles of this playground by what they depend on, and their way to the browser's storage and back.
 * When that refuses, they last as long as the page and nothing stops; why is told once. It takes no baseline itself.
 */
import type { Clock } from '../base/clock';
import type { Machine } from '../domain/backend';
import { EngineError, type ErrorReport, reportOf } from '../domain/errors';
import type { ServiceProfile } from '../domain/plan';
import type { Baseline, BaselineOrigin } from '../domain/run-file';
import { type BaselineKeys, baselineKeys } from './baseline-key';
import { type BaselineSamples, type BaselineShelf, outdated, type TakenBaseline } from './baseline-shelf';
import type { ExecutorSlot } from './executor-slot';
import { FIRST_MODE } from './mode-reports';
import type { ModelShelf } from './model-shelf';
import type { TenantRuntime } from './tenant-runtime';

/** A storage that does not answer within this is left to answer later, ms. */
const PATIENCE_MS = 2000;
/** After a failure the storage is left alone for so long: it may have room, or be allowed, again. */
const RETRY_AFTER_MS = 60_000;

export interface BaselineDependencies {
  readonly clock: Clock;
  readonly shelf: ModelShelf;
  readonly slots: ReadonlyMap<string, ExecutorSlot>;
  readonly tenants: ReadonlyMap<string, TenantRuntime>;
  readonly machine: () => Machine | null;
  /** Null: nothing outlasts this playground. */
  readonly kept: BaselineShelf | null;
  readonly onChange: () => void;
}

interface Entry {
  readonly baseline: Baseline;
  readonly origin: BaselineOrigin;
  /** Null: where it is kept. */
  readonly samples: BaselineSamples | null;
}

export class BaselineStore {
  readonly #entries = new Map<string, Entry>();
  readonly #profiles = new Map<string, ServiceProfile>();
  #failure: ErrorReport | null = null;
  #failedAt = Number.NEGATIVE_INFINITY;
  #refused = false;

  constructor(private readonly dependencies: BaselineDependencies) {}

  /** Why baselines last as long as this playground only; null while they are kept. */
  get storageFailure(): ErrorReport | null {
    return this.#refused ? refusedOnPurpose.report() : this.#failure;
  }

  /** Reads what is kept; resolves when it is known, or when the storage takes too long for anybody to wait. Never rejects. */
  open(): Promise<void> {
    const { kept, clock } = this.dependencies;
    if (kept === null) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.schedule(clock.now() + PATIENCE_MS, resolve);
      void this.#tried(() => this.#read(kept)).then(() => {
        cancel();
        resolve();
      });
    });
  }

  /** Refused on purpose: nothing is written or read as long as it is. */
  refuse(refused: boolean): void {
    if (this.#refused === refused) return;
    this.#refused = refused;
    this.#failure = null;
    this.dependencies.onChange();
  }

  /** Takes what belongs to the tenant's present set-up, if it is known. */
  recall(tenant: TenantRuntime): void {
    const keys = this.#keysOf(tenant);
    const entry = keys === null ? undefined : this.#entries.get(keys.baseline);
    tenant.alone = entry?.baseline ?? null;
    tenant.aloneOrigin = entry?.origin ?? null;
    tenant.profile = keys === null ? null : (this.#profiles.get(keys.profile) ?? null);
  }

  /** What a tenant's baseline depends on; null while it has no running executor: nothing to compare with. */
  keyOf(tenant: TenantRuntime): string | null {
    return this.#keysOf(tenant)?.baseline ?? null;
  }

  store(tenant: TenantRuntime, { baseline, samples, takenAt }: TakenBaseline): void {
    const key = this.keyOf(tenant);
    if (key === null) return;
    this.#entries.set(key, { baseline, samples, origin: { takenAt, kept: false, stale: null } });
    this.recall(tenant);
    for (const other of this.dependencies.tenants.values()) {
      const lacks = other.alone === null || other.aloneOrigin?.stale !== null;
      if (lacks && this.keyOf(other) === key) this.recall(other); // a copy of it
    }
    const { kept } = this.dependencies;
    if (kept !== null && this.#mayWrite())
      void this.#tried(() => kept.put({ key, baseline, takenAt }, samples));
  }

  storeProfile(tenant: TenantRuntime, profile: ServiceProfile): void {
    const keys = this.#keysOf(tenant);
    if (keys === null) return;
    this.#profiles.set(keys.profile, profile);
    tenant.profile = profile;
  }

  /** @param why it no longer holds, in a sentence. */
  markStale(tenant: TenantRuntime, why: string): void {
    const key = this.keyOf(tenant);
    const entry = key === null ? undefined : this.#entries.get(key);
    if (key === null || entry === undefined) return;
    this.#entries.set(key, { ...entry, origin: { ...entry.origin, stale: why } });
    this.#recallAll(key);
  }

  /** The completions behind a tenant's baseline; null without one, or where they are not to be had. Never rejects. */
  async samplesOf(tenant: TenantRuntime): Promise<BaselineSamples | null> {
    const key = this.keyOf(tenant);
    const entry = key === null ? undefined : this.#entries.get(key);
    const { kept } = this.dependencies;
    if (key === null || entry === undefined) return null;
    if (entry.samples !== null || kept === null || this.storageFailure !== null) return entry.samples;
    return kept.samplesOf(key).catch(() => null);
  }

  async #read(kept: BaselineShelf): Promise<void> {
    const all = await kept.list();
    const old = outdated(all, this.dependencies.clock.now());
    const gone = new Set(old);
    for (const { key, baseline, takenAt } of all) {
      if (gone.has(key) || this.#entries.has(key)) continue; // what was taken meanwhile is newer
      this.#entries.set(key, { baseline, samples: null, origin: { takenAt, kept: true, stale: null } });
    }
    this.#recallAll(null);
    if (old.length > 0) await kept.remove(old);
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failure = null;
    } catch (thrown) {
      this.#failure = reportOf(thrown, 'storage-blocked');
      this.#failedAt = this.dependencies.clock.now();
    }
    this.dependencies.onChange();
  }

  #mayWrite(): boolean {
    if (this.#refused) return false;
    return this.#failure === null || this.dependencies.clock.now() - this.#failedAt >= RETRY_AFTER_MS;
  }

  /** @param key of the baseline that changed; null: any. */
  #recallAll(key: string | null): void {
    for (const tenant of this.dependencies.tenants.values())
      if (key === null || this.keyOf(tenant) === key) this.recall(tenant);
  }

  #keysOf({ config }: TenantRuntime): BaselineKeys | null {
    const model = this.dependencies.shelf.get(config.modelId);
    const host = this.dependencies.slots.get(config.executorId)?.host ?? null;
    const machine = this.dependencies.machine();
    if (model === undefined || machine === null || host === null) return null;
    const { backend, report } = host;
    if (backend === null || report === null) return null;
    const mode = backend === 'webgpu' ? (host.modes.of(config.id)?.running ?? FIRST_MODE) : null;
    return baselineKeys({ model, backend, report, mode, machine, config });
  }
}

const refusedOnPurpose = new EngineError(
  'storage-blocked',
  'Baselines last until the page closes (injected: storage is refused on purpose). End the mishap to keep them.',
);
