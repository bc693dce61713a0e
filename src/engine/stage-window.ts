/** One measurement window of an experiment: what its tenants and executors did between its ends. It starts and stops nothing. */
import type { MeasuredGpu, MeasuredTenant } from '../domain/experiment';
import type { RequestRecord } from '../domain/request';
import type { TenantGpu } from '../domain/run-file';
import type { WindowFigures } from './experiments/experiment-stage';
import type { MeasurementWindow } from './measurement-window';
import { FIRST_MODE } from './mode-reports';
import type { Population } from './population';
import { countersOf, deadlineHits, gpuOf, queuedOf } from './snapshot-builder';
import type { TenantRuntime } from './tenant-runtime';
import { WindowSamples } from './window-samples';

export class StageWindow {
  readonly #samples: WindowSamples;

  /** @param window the run's, opened at this instant: it also knows of sleep and of a hidden tab. */
  constructor(
    private readonly population: Population,
    private readonly window: MeasurementWindow,
  ) {
    this.#samples = new WindowSamples(window.openedAt);
  }

  record(record: RequestRecord): void {
    this.#samples.add(record);
  }

  /** @param hidden whether the tab is hidden at `closedAt`. */
  figures(tenantIds: readonly string[], closedAt: number, hidden: boolean): WindowFigures {
    const durationMs = closedAt - this.window.openedAt;
    const tenants = tenantIds.map((id) => this.population.tenants.get(id)).filter((one) => one !== undefined);
    const busy = [...this.population.slots.values()].map((slot) => [
      slot.id,
      share(this.window.busyMsOf(slot, closedAt), durationMs),
    ]);
    return {
      durationMs,
      tenants: tenants.map((tenant) => this.#measured(tenant, durationMs)),
      utilisationFraction: Object.fromEntries(busy),
      interrupted: this.#interruption(hidden),
    };
  }

  #interruption(hidden: boolean): WindowFigures['interrupted'] {
    if (this.window.sleptMs > 0) return 'slept';
    return hidden || this.window.hiddenMs > 0 ? 'tab-hidden' : null;
  }

  #measured(tenant: TenantRuntime, durationMs: number): MeasuredTenant {
    const { window } = tenant;
    const slots = [...this.population.slots.values()];
    const gpu = measuredGpu(gpuOf(tenant, window, slots));
    return {
      ...countersOf(tenant, queuedOf(tenant, slots)),
      id: tenant.id,
      throughputPerSecond: durationMs === 0 ? 0 : (window.completions / durationMs) * 1000,
      latencyMs: window.latency,
      serviceTimeMs: window.serviceTime,
      deadlineHitFraction: deadlineHits(tenant, window),
      ...this.#samples.of(tenant.id),
      ...(gpu === null ? {} : { gpu }),
    };
  }
}

/** Null on other backends. */
function measuredGpu(gpu: TenantGpu | null): MeasuredGpu | null {
  if (gpu === null) return null;
  const { running, reason } = gpu.mode ?? { running: FIRST_MODE, reason: UNTOLD };
  return { running, reason, issueMs: gpu.issueMs };
}

const UNTOLD = 'Its executor has not told otherwise.';

const share = (partMs: number, ofMs: number): number => (ofMs === 0 ? 0 : Math.min(1, partMs / ofMs));
