/** What plans are made from, and what each kind of plan is made of. Plain data; it plans nothing. */
import type { Machine } from '../../../domain/backend';
import { EngineError } from '../../../domain/errors';
import type { PlannedCell } from '../../../domain/experiment';
import type { Model } from '../../../domain/model';
import type { Scenario, TenantConfig } from '../../../domain/scenario';

/** What is known when an experiment is planned. */
export interface PlanBasis {
  readonly scenario: Scenario;
  readonly machine: Pick<Machine, 'cores' | 'crossOriginIsolated' | 'backends' | 'automaticBackend'>;
  readonly models: readonly Model[];
  /** A tenant without its cause, asking for itself. @param former all tenants, itself included. */
  readonly standingAlone: (config: TenantConfig, former: readonly TenantConfig[]) => TenantConfig;
  /** @throws EngineError why a scenario cannot be loaded. */
  readonly refuseUnlessValid: (scenario: Scenario) => void;
}

/** What a kind contributes to a plan. */
export interface PlanDraft {
  readonly title: string;
  readonly cells: readonly PlannedCell[];
  /** What is left out, and why. */
  readonly notes: readonly string[];
  /** What it takes besides its runs and loading models, ms; nothing when absent. */
  readonly besidesMs?: number;
}

/** @param why a sentence without its full stop: which field, what is wrong with it, what to do. */
export const invalid = (why: string): EngineError =>
  new EngineError('experiment-invalid', `This experiment cannot be done. ${why}.`);

export const modelNameOf = ({ models }: PlanBasis, modelId: string): string =>
  models.find(({ id }) => id === modelId)?.name ?? modelId;

/** Unique among the scenario's tenants. */
export function nameOf(basis: PlanBasis, tenant: TenantConfig): string {
  const name = modelNameOf(basis, tenant.modelId);
  const twins = basis.scenario.tenants.filter(({ modelId }) => modelId === tenant.modelId);
  return twins.length > 1 ? `${name} (${tenant.id})` : name;
}

/** "A, B and C". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
