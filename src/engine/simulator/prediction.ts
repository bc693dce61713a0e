/** What a simulation tells, as a `Prediction`: by the same windows and contention figures as a measured run. */
import type { Totals } from '../../domain/run-file';
import type {
  PredictedTenant,
  Prediction,
  SimulationInput,
  SimulationOptions,
} from '../../domain/simulation';
import { fairnessOf, type Slowdown, slowdownOf } from '../metrics/contention';
import type { SimulatedTenant } from './simulated-tenant';
import type { Simulation } from './simulation';

/** @param wallMs what simulating took. */
export function predictionOf(
  simulation: Simulation,
  { scenario, contention }: SimulationInput,
  { durationMs }: SimulationOptions,
  wallMs: number,
): Prediction {
  const tenants = [...simulation.tenants.values()];
  const slowdowns = tenants.map((tenant) => slowdownIn(tenant, durationMs));
  return {
    basis: 'simulated',
    scenario,
    durationMs,
    tenants: tenants.map((tenant, index) =>
      predictedTenant(tenant, simulation.queuedOf(tenant), slowdowns[index]?.slowdown ?? null, durationMs),
    ),
    executors: [...simulation.executors].map(([id, executor]) => ({
      id,
      utilisationFraction: Math.min(1, executor.busyMs(simulation.now) / durationMs),
    })),
    totals: totalsOf(tenants, slowdowns, durationMs),
    contention,
    decisions: { count: simulation.decisions.count, hash: simulation.decisions.hash },
    events: simulation.events,
    wallMs,
  };
}

const throughputOf = ({ window }: SimulatedTenant, durationMs: number): number =>
  (window.completions / durationMs) * 1000;

function slowdownIn(tenant: SimulatedTenant, durationMs: number): Slowdown {
  const shared = {
    throughputPerSecond: throughputOf(tenant, durationMs),
    meanLatencyMs: tenant.window.meanLatencyMs,
    meanServiceMs: tenant.window.meanServiceMs,
  };
  return slowdownOf(tenant.config.workload, tenant.cost.baseline, shared);
}

function totalsOf(
  tenants: readonly SimulatedTenant[],
  slowdowns: readonly Slowdown[],
  durationMs: number,
): Totals {
  const throughputPerSecond = tenants.reduce((sum, tenant) => sum + throughputOf(tenant, durationMs), 0);
  return { throughputPerSecond, ...fairnessOf(slowdowns) };
}

function predictedTenant(
  tenant: SimulatedTenant,
  queued: number,
  slowdown: number | null,
  durationMs: number,
): PredictedTenant {
  const { config, window, cost } = tenant;
  const { late, dropped, rejected, failed } = window.ended;
  return {
    id: config.id,
    arrivals: tenant.carriedIn + tenant.arrived,
    completions: window.completions,
    late,
    dropped,
    rejected,
    failed,
    queued,
    inFlight: tenant.inFlight,
    throughputPerSecond: throughputOf(tenant, durationMs),
    latencyMs: window.latency,
    preemptedMeanMs: window.preemptedMeanMs,
    endToEndMs: tenant.inPipeline ? window.pipeline.endToEndMs : null,
    slowdown,
    deadlineHitFraction: config.deadline.kind === 'none' ? null : window.deadlineHitFraction,
    costBasis: cost.basis,
  };
}
