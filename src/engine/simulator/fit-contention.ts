/**
 * Fits the contention model to what was served: how much slower a tenant computed the more other executors of its device
 * computed meanwhile. It reads records and costs; it simulates nothing.
 */
import { deviceGroupOf } from '../../domain/backend';
import type { DeviceGroup } from '../../domain/policy-ids';
import type { RequestRecord } from '../../domain/request';
import { MAX_EXECUTORS } from '../../domain/scenario';
import type { ContentionModel, SimulationInput, TenantCost } from '../../domain/simulation';
import { ComputingCount, computeSpans } from './compute-spans';

type Basis = Pick<SimulationInput, 'backends' | 'costs'>;

/** A tenant's compute over a window. */
interface Observation {
  n: number;
  /** Σ of what its requests take alone. */
  aloneMs: number;
  /** Σ of what they took while k executors computed, its own among them, by k. */
  readonly tookMs: Float64Array;
}

/**
 * Linear slowdown by least squares: over tenants, weighted by their requests, of the relative error of the work that was
 * done, Σ over k of the time with k executors / (1 + slope × (k − 1)), against what it takes alone. Only tenants whose compute
 * was measured alone count.
 * @param records requests that ended in one window, any order.
 * @returns slope ≥ 0; 0 for a device on which nobody computed beside another executor, n = 0 where that holds for all.
 */
export function fitContention(records: readonly RequestRecord[], basis: Basis): ContentionModel {
  const gpu = fitGroup('gpu', records, basis);
  const cpu = fitGroup('cpu', records, basis);
  const errors = [...gpu.errors, ...cpu.errors];
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  return {
    kind: 'linear-slowdown',
    slope: { gpu: gpu.slope, cpu: cpu.slope },
    n: gpu.n + cpu.n,
    relativeError: errors.length === 0 ? null : Math.sqrt(squares / errors.length),
  };
}

interface GroupFit {
  readonly slope: number;
  readonly n: number;
  /** Relative, of each tenant's work. */
  readonly errors: readonly number[];
}

function fitGroup(group: DeviceGroup, records: readonly RequestRecord[], basis: Basis): GroupFit {
  const there = records.filter(({ executorId }) => {
    const backend = basis.backends[executorId];
    return backend !== undefined && deviceGroupOf(backend) === group;
  });
  const observations = observe(there, basis.costs);
  if (!observations.some(({ tookMs }) => tookMs.some((ms, k) => k > 1 && ms > 0)))
    return { slope: 0, n: 0, errors: [] };
  const slope = leastSquares(observations);
  return {
    slope,
    n: observations.reduce((sum, { n }) => sum + n, 0),
    errors: observations.map((one) => errorOf(one, slope)),
  };
}

function observe(records: readonly RequestRecord[], costs: Basis['costs']): Observation[] {
  const computing = new ComputingCount(records);
  const observations = new Map<string, Observation>();
  for (const record of records) {
    const aloneMs = aloneMsOf(record, costs[record.tenantId]);
    const spans = computeSpans(record);
    if (aloneMs === null || spans.length === 0) continue;
    const key = `${record.tenantId} ${record.executorId}`;
    const one = observations.get(key) ?? { n: 0, aloneMs: 0, tookMs: new Float64Array(MAX_EXECUTORS + 1) };
    observations.set(key, one);
    one.n += 1;
    one.aloneMs += aloneMs;
    for (const span of spans) computing.addTo(one.tookMs, span);
  }
  return [...observations.values()];
}

/** Mean compute of a request like this one alone, ms; null unless that was measured alone. */
function aloneMsOf({ segmentsAt }: RequestRecord, cost: TenantCost | undefined): number | null {
  if (cost === undefined || (cost.basis !== 'profile' && cost.basis !== 'baseline')) return null;
  const { samplesMs, computeMs, plan } = cost;
  const sumMs = samplesMs.reduce((sum, ms) => sum + ms, 0);
  const meanMs = samplesMs.length === 0 ? computeMs : sumMs / samplesMs.length;
  const cutMs = plan?.segmentsMs.reduce((sum, ms) => sum + ms, 0) ?? 0;
  const aloneMs = segmentsAt === null || cutMs === 0 ? meanMs : cutMs * (meanMs / computeMs);
  return aloneMs > 0 ? aloneMs : null;
}

/** By Gauss and Newton from 0: each error falls with the slope, ever less steeply, so that no step overshoots for long. */
function leastSquares(observations: readonly Observation[]): number {
  let slope = 0;
  for (let step = 0; step < 50; step++) {
    let above = 0;
    let below = 0;
    for (const one of observations) {
      const incline = inclineOf(one, slope);
      above += one.n * errorOf(one, slope) * incline;
      below += one.n * incline * incline;
    }
    const next = below === 0 ? slope : Math.max(0, slope - above / below);
    if (Math.abs(next - slope) < 1e-9) return next;
    slope = next;
  }
  return slope;
}

/** Work done / work alone − 1, as the model has it. */
const errorOf = ({ tookMs, aloneMs }: Observation, slope: number): number =>
  tookMs.reduce((sum, ms, k) => sum + ms / stretch(slope, k), 0) / aloneMs - 1;

/** Of that error by slope. */
const inclineOf = ({ tookMs, aloneMs }: Observation, slope: number): number =>
  -tookMs.reduce((sum, ms, k) => sum + (Math.max(0, k - 1) * ms) / stretch(slope, k) ** 2, 0) / aloneMs;

const stretch = (slope: number, k: number): number => 1 + slope * Math.max(0, k - 1);
