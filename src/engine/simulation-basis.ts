/**
 * What the simulator is given of a set-up as it runs: backends, each tenant's costs and where they are from, best first. It
 * simulates nothing and measures nothing.
 */
import type { Backend } from '../domain/backend';
import { isCustom, type Model } from '../domain/model';
import type { ServiceProfile } from '../domain/plan';
import type { RequestRecord } from '../domain/request';
import type { CostBasis, SimulationInput, TenantCost } from '../domain/simulation';
import { resourceProfileOf } from '../scheduling/gates/resource-profile';
import type { ExecutorSlot } from './executor-slot';
import type { TenantRuntime } from './tenant-runtime';

/** Completions that costs are taken from at most. */
const SAMPLES = 256;
/** The quickest hops are those that waited for nobody in the executor. */
const HOP_QUANTILE = 0.1;

export interface BasisSource {
  readonly tenants: readonly TenantRuntime[];
  readonly slots: readonly ExecutorSlot[];
  readonly modelOf: (modelId: string) => Model | undefined;
}

type Basis = Pick<SimulationInput, 'backends' | 'costs'>;

/** Null while no tenant is loaded. Tenants of which nothing is known have no costs. */
export function simulationBasis({ tenants, slots, modelOf }: BasisSource): Basis | null {
  const backends: Record<string, Backend> = {};
  for (const { id, host } of slots) if (host?.backend) backends[id] = host.backend;
  const loaded = tenants.filter((tenant) => tenant.residence !== null);
  if (loaded.length === 0) return null;
  const costs: Record<string, TenantCost> = {};
  for (const tenant of loaded) costs[tenant.id] = measuredCost(tenant, modelOf(tenant.config.modelId));
  for (const tenant of tenants) {
    const cost = costs[tenant.id] ?? modelledCost(tenant, { tenants: loaded, costs, backends, modelOf });
    if (cost !== null) costs[tenant.id] = cost;
  }
  return { backends, costs };
}

function measuredCost(tenant: TenantRuntime, model: Model | undefined): TenantCost {
  const served = servedOf(tenant);
  const [basis, parts] = partsOf(tenant, served);
  return {
    ...parts,
    plan: tenant.plan ?? parts.plan,
    basis,
    hopMs: hopMsOf(served),
    resource: resourceProfileOf(model),
    baseline: tenant.alone,
  };
}

/** The newest completions where the tenant lives, since it runs as it does, newest first. */
function servedOf({ history, residence, runsSoSince }: TenantRuntime): RequestRecord[] {
  const served: RequestRecord[] = [];
  for (const record of history.newestFirst()) {
    if (served.length === SAMPLES || record.endedAt < runsSoSince) break;
    if (record.stamps !== null && record.executorId === residence) served.push(record);
  }
  return served;
}

function partsOf(
  { profile, alone, phases }: TenantRuntime,
  served: readonly RequestRecord[],
): readonly [CostBasis, ServiceProfile] {
  if (profile !== null) return ['profile', profile];
  const whole = alone?.serviceTimeMs.mean ?? null;
  if (alone !== null && whole !== null)
    return [
      'baseline',
      { ...inOnePiece(alone.computeMeanMs, alone.n), afterMs: Math.max(0, whole - alone.computeMeanMs) },
    ];
  return ['served', servedParts(served) ?? inOnePiece(phases.firstInferenceMs ?? 0, 1)];
}

const inOnePiece = (computeMs: number, n: number): ServiceProfile => ({
  n,
  prepareMs: 0,
  computeMs,
  samplesMs: [computeMs],
  afterMs: 0,
  plan: null,
});

function servedParts(served: readonly RequestRecord[]): ServiceProfile | null {
  const stamps = served.map((record) => record.stamps).filter((one) => one !== null);
  if (stamps.length === 0) return null;
  const samplesMs = stamps.map((one) => one.computedAt - one.preprocessedAt - one.preemptedMs).reverse();
  return {
    n: stamps.length,
    prepareMs: quantile(
      stamps.map((one) => one.preprocessedAt - one.startedAt),
      0.5,
    ),
    computeMs: quantile(samplesMs, 0.5),
    samplesMs,
    afterMs: quantile(
      stamps.map((one) => one.completedAt - one.computedAt),
      0.5,
    ),
    plan: null,
  };
}

function hopMsOf(served: readonly RequestRecord[]): number {
  const hops = served.map(({ stamps, issuedAt }) => (stamps?.startedAt ?? 0) - (issuedAt ?? 0));
  return hops.length === 0 ? 0 : quantile(hops, HOP_QUANTILE);
}

interface Others extends Basis {
  readonly tenants: readonly TenantRuntime[];
  readonly modelOf: (modelId: string) => Model | undefined;
}

/** From the multiply-accumulates a ms that others reach on that backend; null when nobody does, or when none are counted. */
function modelledCost(
  { config }: TenantRuntime,
  { tenants, costs, backends, modelOf }: Others,
): TenantCost | null {
  const model = modelOf(config.modelId);
  const backend = backends[config.executorId];
  if (model === undefined || isCustom(model) || backend === undefined) return null;
  const rates = tenants.flatMap(({ id, config: other }) => {
    const known = modelOf(other.modelId);
    const computeMs = costs[id]?.computeMs ?? 0;
    const comparable = known !== undefined && !isCustom(known) && backends[other.executorId] === backend;
    return comparable && computeMs > 0 ? [known.megaMacs / computeMs] : [];
  });
  const rate = rates.length === 0 ? 0 : quantile(rates, 0.5);
  if (rate === 0) return null;
  const parts = inOnePiece(model.megaMacs / rate, 0);
  return { ...parts, basis: 'modelled', hopMs: 0, resource: resourceProfileOf(model), baseline: null };
}

/** The value at that share of the sorted ones. @param values at least one. */
function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
