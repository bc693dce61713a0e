/**
 * What serving a request of a tenant takes on its executor: the fixed parts and the segments, from its costs. Durations in
 * ms alone; what one request really takes is scaled by a sample. It knows no clock.
 */
import { createPrng, deriveSeed } from '../../base/prng';
import type { ExecutorConfig } from '../../domain/scenario';
import type { TenantCost } from '../../domain/simulation';

/** No step of a simulation is shorter, ms: a loop that takes no time would never end. */
const SHORTEST_MS = 0.001;

export interface ServiceShape {
  readonly prepareMs: number;
  readonly afterMs: number;
  /** Compute of each segment; one when it is served whole. */
  readonly computeMs: readonly number[];
  /** What a policy is told of each: the first holds the preparation, the last what comes after. */
  readonly segmentsMs: readonly number[];
  /** Σ `segmentsMs`. */
  readonly estimatedMs: number;
  /** Of the next request: its compute / the median. */
  readonly nextScale: () => number;
}

/** @param seed of the scenario; each tenant draws its own numbers, in the order of its arrivals. */
export function serviceShape(
  tenantId: string,
  cost: TenantCost,
  grain: ExecutorConfig['grain'],
  seed: number,
): ServiceShape {
  const { prepareMs, afterMs, plan } = cost;
  const cut = grain === 'segment' && plan !== null && plan.segmentsMs.length > 0;
  const computeMs = (cut ? plan.segmentsMs : [cost.computeMs]).map((ms) => Math.max(SHORTEST_MS, ms));
  const last = computeMs.length - 1;
  const segmentsMs = computeMs.map(
    (ms, index) => ms + (index === 0 ? prepareMs : 0) + (index === last ? afterMs : 0),
  );
  return {
    prepareMs,
    afterMs,
    computeMs,
    segmentsMs,
    estimatedMs: segmentsMs.reduce((sum, ms) => sum + ms, 0),
    nextScale: scaleDraw(cost, deriveSeed(seed, `${tenantId} service`)),
  };
}

/** One of the measured compute times, each as likely as the other, as a multiple of their median. */
function scaleDraw({ samplesMs, computeMs }: TenantCost, seed: number): () => number {
  const spread = samplesMs.some((ms) => ms !== computeMs);
  if (!spread || computeMs <= 0) return () => 1;
  const scales = Float64Array.from(samplesMs, (ms) => Math.max(ms, SHORTEST_MS) / computeMs);
  const prng = createPrng(seed);
  return () => scales[Math.floor(prng.next() * scales.length)] as number; // next() < 1
}
