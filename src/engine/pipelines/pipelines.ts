/**
 * What completions trigger: which tenants a request should hand on to, and the arrivals that come of what it handed on. It
 * neither queues nor issues, and looks into no picture; the request flow does the one, executors the other.
 */
import { isCustom, type Model } from '../../domain/model';
import type { RequestCause } from '../../domain/request';
import type { Baseline } from '../../domain/run-file';
import type { DependsOn, TenantConfig } from '../../domain/scenario';
import { type Instant, instant } from '../../domain/units';
import type { Handoff, HandoffWish, InferReport } from '../../protocol/executor-contract';
import { discardHandoff } from '../../protocol/handoff';
import { deadlineOf } from '../workload/deadline';
import type { Arrival } from '../workload/load-generator';
import { createTrigger } from '../workload/trigger';

/** A tenant as far as pipelines need to know it. */
interface PipelineTenant {
  readonly config: TenantConfig;
  /** Its running workload, whichever it is; null while it stands still. */
  readonly generator: object | null;
  readonly failed: boolean;
  /** Where it is loaded; null before. */
  readonly residence: string | null;
  readonly alone: Baseline | null;
}

export interface PipelineDependencies {
  readonly tenants: ReadonlyMap<string, PipelineTenant>;
  readonly modelOf: (modelId: string) => Model | undefined;
  /** Of the scenario. */
  readonly seed: () => number;
}

/** A request as far as what it triggers needs to know it. */
export interface ParentRequest {
  readonly requestId: number;
  readonly tenantId: string;
  readonly arrivedAt: Instant;
  /** Null for one that nothing triggered. */
  readonly cause: RequestCause | null;
  /** The next scheduled instant of the pipeline's first tenant; null where it has none. */
  readonly nextFrameAt: Instant | null;
}

/** An arrival that a completion caused. The handoff is its own: whoever does not serve it discards that. */
export interface ChildArrival extends Arrival {
  readonly tenantId: string;
  readonly cause: RequestCause;
  readonly handoff: Handoff;
}

export class Pipelines {
  /** A workload that starts anew draws anew. */
  readonly #triggers = new WeakMap<object, () => boolean>();
  /** Tenants that each request in service was asked to hand on to, in the order of its wishes. */
  readonly #asked = new Map<number, readonly string[]>();

  constructor(private readonly dependencies: PipelineDependencies) {}

  /** Draws, at the issue of a request, whom it is to hand on to. To be followed by `completed` or `forget`. */
  wishesFor({ id }: Pick<TenantConfig, 'id'>, requestId: number): readonly HandoffWish[] {
    const wishes = this.#dependantsOf(id).flatMap((dependant) => this.#wishOf(dependant));
    if (wishes.length > 0)
      this.#asked.set(
        requestId,
        wishes.map(({ tenantId }) => tenantId),
      );
    return wishes;
  }

  /** The arrivals that a completion causes, all at that instant; what nobody can take is discarded. */
  completed(
    parent: ParentRequest,
    completedAt: Instant,
    { handoffs }: Pick<InferReport, 'handoffs'>,
  ): readonly ChildArrival[] {
    const asked = this.#asked.get(parent.requestId) ?? [];
    this.#asked.delete(parent.requestId);
    return handoffs.flatMap((group, index) => {
      const child = this.dependencies.tenants.get(asked[index] ?? '');
      if (child !== undefined && takesPart(child))
        return group.map((handoff) => this.#arrivalOf(child, parent, completedAt, handoff));
      group.forEach(discardHandoff);
      return [];
    });
  }

  /** A request failed in service: nothing comes of it. */
  forget(requestId: number): void {
    this.#asked.delete(requestId);
  }

  /** Where a request stands in a pipeline, for its record; null outside of any. @param capturedAt of what it looked at. */
  causeOf(parent: Omit<ParentRequest, 'nextFrameAt'>, capturedAt: Instant | null): RequestCause | null {
    const { requestId, tenantId, arrivedAt, cause } = parent;
    if (cause !== null || this.#dependantsOf(tenantId).length === 0) return cause;
    return { parentId: requestId, rootArrivedAt: arrivedAt, capturedAt };
  }

  #dependantsOf(tenantId: string): readonly PipelineTenant[] {
    return [...this.dependencies.tenants.values()].filter(
      ({ config }) => config.dependsOn?.tenantId === tenantId,
    );
  }

  #wishOf(dependant: PipelineTenant): readonly HandoffWish[] {
    const { config, generator } = dependant;
    if (generator === null || config.dependsOn === undefined || !takesPart(dependant)) return [];
    if (!this.#triggerOf(config.id, config.dependsOn, generator)()) return [];
    const model = this.dependencies.modelOf(config.modelId);
    if (model === undefined || isCustom(model) || model.input.kind !== 'image') return [];
    const withPicture = this.#dependantsOf(config.id).some(takesPart);
    return [{ tenantId: config.id, input: model.input, fanOut: config.dependsOn.fanOut, withPicture }];
  }

  #triggerOf(tenantId: string, dependsOn: DependsOn, generator: object): () => boolean {
    const trigger =
      this.#triggers.get(generator) ?? createTrigger(tenantId, dependsOn, this.dependencies.seed());
    this.#triggers.set(generator, trigger);
    return trigger;
  }

  #arrivalOf(
    { config, alone }: PipelineTenant,
    parent: ParentRequest,
    arrivedAt: Instant,
    handoff: Handoff,
  ): ChildArrival {
    const rootArrivedAt = parent.cause?.rootArrivedAt ?? parent.arrivedAt;
    const { deadline } = config;
    const { nextFrameAt } = parent;
    // A multiple of its own time counts from its own arrival, everything else from the first one.
    const origin = { arrivedAt: deadline.kind === 'alone' ? arrivedAt : rootArrivedAt, nextFrameAt };
    const deadlineAt = deadlineOf(deadline, origin, () => alone?.latencyMs.mean ?? null);
    const capturedAt = handoff.capturedAt === null ? null : instant(handoff.capturedAt);
    const cause = { parentId: parent.requestId, rootArrivedAt, capturedAt };
    return { tenantId: config.id, arrivedAt, deadlineAt, nextFrameAt, queryId: null, cause, handoff };
  }
}

/** Whether it can take what is handed to it: it is loaded, its workload runs. */
const takesPart = ({ config, generator, failed, residence }: PipelineTenant): boolean =>
  generator !== null && !config.paused && !failed && residence !== null;
