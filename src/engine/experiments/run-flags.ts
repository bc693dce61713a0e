/** What limits a single run, in words. It measures nothing and decides nothing. */
import type { Flag, MeasuredTenant, PlannedCell } from '../../domain/experiment';
import { leastForEstimate } from '../metrics/early-stopping';
import type { Interruption } from './experiment-stage';

const FOR_MEDIAN = leastForEstimate(0.5);
const FOR_P95 = leastForEstimate(0.95);

export const failedFlag = (cellId: string, tenantId: string, why: string): Flag => ({
  kind: 'tenant-failed',
  words: `Not measured, since ${tenantId} failed: ${why}`,
  cellId,
  tenantId,
});

export const repeatedFlag = (cellId: string, kind: Interruption): Flag => ({
  kind,
  words:
    kind === 'tab-hidden'
      ? 'The tab was hidden during a run, which was dropped and measured again.'
      : 'The computer slept during a run, which was dropped and measured again.',
  cellId,
  tenantId: null,
});

export const SOFTWARE_FLAG: Flag = {
  kind: 'software-adapter',
  words: 'An executor runs on a software adapter: its times say nothing about a GPU.',
  cellId: null,
  tenantId: null,
};

/** A tenant that completed less in one run than a median needs; runs of a cell add up. */
export function tooFewFlags(cellId: string, tenants: readonly MeasuredTenant[], durationMs: number): Flag[] {
  return tenants
    .filter(({ completions }) => completions < FOR_MEDIAN)
    .map(({ id, completions }) => ({
      kind: 'too-few',
      words: `${id} completed ${completions} in a run of ${Math.round(durationMs)} ms: a median needs ${FOR_MEDIAN} over all rounds, a p95 ${FOR_P95}. Measure for longer.`,
      cellId,
      tenantId: id,
    }));
}

/** Tenants that were to run on WebGPU in a mode that somebody chose, and ran otherwise. */
export function modeFlags({ id, scenario }: PlannedCell, tenants: readonly MeasuredTenant[]): Flag[] {
  return tenants.flatMap((tenant): Flag[] => {
    const config = scenario.tenants.find((one) => one.id === tenant.id);
    const executor = scenario.executors.find((one) => one.id === config?.executorId);
    const asked = config?.mode ?? 'auto';
    const { gpu = null } = tenant;
    if (asked === 'auto' || executor?.backend !== 'webgpu' || gpu?.running === asked) return [];
    const ran = gpu === null ? 'did not run on WebGPU' : `ran ${gpu.running}: ${gpu.reason}`;
    const words = `${tenant.id} was to run ${asked} and ${ran.replace(/\.$/, '')}.`;
    return [{ kind: 'mode-missed', words, cellId: id, tenantId: tenant.id }];
  });
}
