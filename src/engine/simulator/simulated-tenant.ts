/** One tenant of a simulation: what it asks for, what serving it takes, whom it triggers, and its figures. */
import type { TenantConfig } from '../../domain/scenario';
import type { TenantCost } from '../../domain/simulation';
import { TenantWindow } from '../metrics/tenant-window';
import type { LoadGenerator } from '../workload/load-generator';
import type { ServiceShape } from './service-shape';

type PercentileRule = (n: number, p: number) => number | null;

/** A tenant that completions of another trigger. */
export interface TriggeredTenant {
  readonly tenant: SimulatedTenant;
  /** Whether the completion of the request that is issued now triggers it. */
  readonly draw: () => boolean;
}

export class SimulatedTenant {
  generator: LoadGenerator | null = null;
  readonly triggers: TriggeredTenant[] = [];
  window: TenantWindow;
  /** Since the window opened. */
  arrived = 0;
  /** Outstanding when it opened. */
  carriedIn = 0;
  /** Issued and not yet ended. */
  inFlight = 0;

  constructor(
    readonly config: TenantConfig,
    readonly cost: TenantCost,
    readonly shape: ServiceShape,
    private readonly rule: PercentileRule,
  ) {
    this.window = new TenantWindow(rule);
  }

  get inPipeline(): boolean {
    return this.config.dependsOn !== undefined || this.triggers.length > 0;
  }

  /** Mean latency alone, ms: measured, or what its parts take. */
  get aloneMs(): number {
    return this.cost.baseline?.latencyMs.mean ?? this.cost.hopMs + this.shape.estimatedMs;
  }

  /** @param waiting requests of it that are queued now. */
  openWindow(waiting: number): void {
    this.window = new TenantWindow(this.rule);
    this.arrived = 0;
    this.carriedIn = waiting + this.inFlight;
  }

  /** Whom the completion of a request triggers, one bit each in the order of `triggers`: drawn when it is issued. */
  drawTriggers(): number {
    let drawn = 0;
    this.triggers.forEach(({ draw }, index) => {
      if (draw()) drawn |= 1 << index;
    });
    return drawn;
  }
}
