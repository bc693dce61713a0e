/**
 * Which version a scenario carries: the lowest whose readers can read it, so that an older build says "made by a newer
 * version" of what it cannot read and reads the rest (`docs/adr/0034`). What came later is listed here by version.
 */
import type { Scenario } from './scenario';

/** The newest that is read. 2: how tenants run on WebGPU. */
export const NEWEST_SCENARIO = 2;

/** Fields that no reader of version 1 knows; it refuses them as unknown. */
const EXECUTOR_FIELDS_OF_2 = ['submitsInFlight', 'gpuTiming', 'memoryBudgetMB'] as const;

function scenarioVersion({
  executors,
  tenants,
}: Pick<Scenario, 'executors' | 'tenants'>): Scenario['schemaVersion'] {
  const isOf2 =
    tenants.some(({ mode }) => mode !== undefined) ||
    executors.some((executor) => EXECUTOR_FIELDS_OF_2.some((field) => executor[field] !== undefined));
  return isOf2 ? 2 : 1;
}

/** The same scenario under the version that it needs. */
export function versioned<S extends Scenario>(scenario: S): S {
  const schemaVersion = scenarioVersion(scenario);
  return scenario.schemaVersion === schemaVersion ? scenario : { ...scenario, schemaVersion };
}
