/**
 * Where tenants live: loads them onto executors, moves them while they run, takes them off again. A tenant serves on
 * its old executor until it is loaded on the new one, so that moving loses no request.
 */
import { deriveSeed } from '../base/prng';
import { EngineError, type ErrorReport, reportOf } from '../domain/errors';
import type { ExecutorConfig, TenantInput } from '../domain/scenario';
import type { ExecutorContract, LoadArgument } from '../protocol/executor-contract';
import type { ExecutorHost } from './executor-host';
import type { ExecutorSlot } from './executor-slot';
import { explainLoadFailure } from './load-failure';
import type { LoadNews } from './load-turns';
import { budgetBytesOf } from './memory-budget';
import type { ModelShelf } from './model-shelf';
import type { RequestFlow } from './request-flow';
import { NO_PHASES, type TenantRuntime } from './tenant-runtime';
import { Transit, unlessGivenUp } from './transit';

export interface PlacementDependencies {
  readonly slots: ReadonlyMap<string, ExecutorSlot>;
  readonly shelf: ModelShelf;
  readonly seed: () => number;
  /** Injected: loads find no network. */
  readonly networkRefused: () => boolean;
  readonly flow: RequestFlow;
  /** The tenant did not get onto its executor: it should serve no more. */
  readonly onLoadFailed: (tenant: TenantRuntime, error: ErrorReport) => void;
  readonly onChange: () => void;
}

/** A model that stands ready on an executor. */
interface Loaded {
  readonly slot: ExecutorSlot;
  readonly host: ExecutorHost;
  readonly report: LoadNews;
}

export class Placement {
  constructor(private readonly dependencies: PlacementDependencies) {}

  /** Loads a tenant on its configured executor, unless it is or will be. Never rejects: a failure becomes its status. */
  settle(tenant: TenantRuntime): Promise<void> {
    if (tenant.residence !== null) return Promise.resolve();
    if (tenant.transit !== null) return tenant.transit.ended;
    const transit = new Transit('load', tenant.config.executorId);
    tenant.transit = transit;
    transit.ended = this.#settle(tenant, transit);
    return transit.ended;
  }

  async #settle(tenant: TenantRuntime, transit: Transit): Promise<void> {
    tenant.phases = NO_PHASES;
    tenant.notes = [];
    this.dependencies.onChange();
    try {
      this.#land(tenant, transit, await this.#load(tenant, transit));
    } catch (thrown) {
      if (tenant.transit === transit)
        this.dependencies.onLoadFailed(tenant, reportOf(thrown, 'model-load-failed'));
    }
    this.dependencies.onChange();
  }

  /**
   * Moves a tenant that is loaded; its waiting requests move with it.
   * @throws EngineError when the other executor does not take it: it then runs on where it is.
   */
  move(tenant: TenantRuntime, target: ExecutorSlot): Promise<void> {
    const transit = new Transit('move', target.id);
    tenant.transit = transit;
    const moving = this.#move(tenant, transit);
    transit.ended = moving.catch(() => {}); // its error goes to who moved it
    return moving;
  }

  async #move(tenant: TenantRuntime, transit: Transit): Promise<void> {
    this.dependencies.onChange();
    try {
      const loaded = await this.#load(tenant, transit);
      const source = this.#slotOf(tenant);
      this.#land(tenant, transit, loaded);
      for (const request of source?.queue.withdraw(tenant.id) ?? []) loaded.slot.queue.enqueue(request);
      this.dependencies.onChange();
      await source?.host?.unload(tenant.id).catch(() => {}); // a dying executor frees everything anyway
    } catch (thrown) {
      throw this.#refusal(tenant, thrown);
    } finally {
      if (tenant.transit === transit) tenant.transit = null;
      this.dependencies.onChange();
    }
  }

  #refusal(tenant: TenantRuntime, thrown: unknown): EngineError {
    const { code, message } = reportOf(thrown, 'model-load-failed');
    if (tenant.residence === null) return new EngineError(code, message);
    return new EngineError(code, `${message} It stays on ${tenant.residence}.`);
  }

  /** A tenant serves no more: arrivals stop, waiting requests fail. The rest runs on. */
  fail(tenant: TenantRuntime, error: ErrorReport): void {
    if (tenant.failed) return;
    tenant.stopArrivals();
    tenant.failure = error;
    this.leaveTransit(tenant, new EngineError(error.code, error.message));
    const slot = this.#slotOf(tenant);
    if (slot !== undefined) this.dependencies.flow.failWaiting(tenant, slot);
    void this.evict(tenant);
    this.dependencies.onChange();
  }

  /** Takes a tenant off its executor; its waiting requests must be gone. Resolves when its memory is free. */
  async evict(tenant: TenantRuntime, slot = this.#slotOf(tenant)): Promise<void> {
    tenant.residence = null;
    await slot?.host?.unload(tenant.id).catch(() => {}); // a dying executor frees everything anyway
  }

  /** Gives up a load or move whose outcome concerns nobody any more: the tenant does not fail of it. */
  leaveTransit(tenant: TenantRuntime, reason: EngineError): void {
    const { transit } = tenant;
    tenant.transit = null;
    transit?.giveUp(reason);
  }

  /** Gives up a load or move because somebody asked for that; nothing when there is none. */
  cancel(tenant: TenantRuntime): void {
    const { transit } = tenant;
    const name = this.nameOf(tenant);
    const message =
      transit?.kind === 'move'
        ? `Loading ${name} on ${transit.toExecutorId} was cancelled.`
        : `Loading ${name} was cancelled. Retry loads it again.`;
    transit?.giveUp(new EngineError('cancelled', message));
  }

  /** What the tenant is called in a sentence. */
  nameOf({ config }: TenantRuntime): string {
    return this.dependencies.shelf.get(config.modelId)?.name ?? config.modelId;
  }

  /** @throws EngineError that says why the model does not run there. */
  async loadOn(
    tenant: TenantRuntime,
    { host, config }: { readonly host: ExecutorHost; readonly config: ExecutorConfig },
    signal: AbortSignal,
  ): Promise<LoadNews> {
    const { shelf, networkRefused } = this.dependencies;
    const memoryBudgetBytes = budgetBytesOf(host.backend, config); // its worker may stand since before it was set
    const model = shelf.known(tenant.config.modelId);
    const argument: LoadArgument = {
      ...this.inputOf(tenant, tenant.config.input),
      model,
      bytes: shelf.bytesOf(model),
      refuseNetwork: networkRefused(),
      ...(tenant.config.mode === undefined ? {} : { mode: tenant.config.mode }),
      ...(memoryBudgetBytes === undefined ? {} : { memoryBudgetBytes }),
    };
    return host.load(argument, signal).catch((thrown: unknown) => {
      const place = { model: model.name, executorId: config.id, backend: host.backend };
      throw explainLoadFailure(thrown, place);
    });
  }

  /** What a tenant is given under an input. */
  inputOf({ id, config }: TenantRuntime, input: TenantInput): Parameters<ExecutorContract['setInput']>[0] {
    const triggered = config.dependsOn !== undefined;
    return { tenantId: id, input, seed: deriveSeed(this.dependencies.seed(), id), triggered };
  }

  /** Tells its executor again what it is given: whether it is triggered decides if it asks for pictures of its own. */
  tellInput(tenant: TenantRuntime): void {
    const told = this.#slotOf(tenant)?.host?.setInput(this.inputOf(tenant, tenant.config.input));
    told?.catch(() => {}); // it keeps its input and goes on asking as before
  }

  /** Tells its executor how it is to run, unless it was told so before or the tenant is not there yet. */
  tellMode(tenant: TenantRuntime): void {
    const told = this.#slotOf(tenant)?.host?.setMode(tenant.id, tenant.config.mode ?? 'auto');
    told?.catch(() => {}); // one that dies is told again when it loads anew
  }

  async #load(tenant: TenantRuntime, { toExecutorId, signal }: Transit): Promise<Loaded> {
    const { slots } = this.dependencies;
    await slots.get(toExecutorId)?.changing; // its next worker is the one to load on
    const slot = slots.get(toExecutorId);
    if (slot === undefined)
      throw new EngineError('executor-start-failed', `No executor is called "${toExecutorId}".`);
    try {
      signal.throwIfAborted();
      const host = await unlessGivenUp(slot.ensureStarted(), signal);
      const report = await this.loadOn(tenant, { host, config: slot.config }, signal);
      return { slot, host, report };
    } catch (thrown) {
      if (signal.aborted || slots.get(toExecutorId) === slot) throw thrown;
      throw new EngineError(
        'cancelled',
        `Executor ${toExecutorId} was removed while it loaded ${this.nameOf(tenant)}.`,
      );
    }
  }

  /** The instant from which on the tenant lives there. */
  #land(tenant: TenantRuntime, { signal }: Transit, { slot, host, report }: Loaded): void {
    if (signal.aborted) {
      void host.unload(tenant.id).catch(() => {}); // as above
      throw signal.reason;
    }
    if (slot.host !== host || this.dependencies.slots.get(slot.id) !== slot) {
      const name = this.nameOf(tenant);
      throw new EngineError(
        'executor-crashed',
        `Executor ${slot.id} ended as soon as it had loaded ${name}.`,
      );
    }
    tenant.config = { ...tenant.config, executorId: slot.id };
    tenant.residence = slot.id;
    tenant.noteLoad(report);
    tenant.transit = null;
    this.tellMode(tenant); // it may have been asked otherwise while it loaded
  }

  #slotOf({ residence }: TenantRuntime): ExecutorSlot | undefined {
    return residence === null ? undefined : this.dependencies.slots.get(residence);
  }
}
