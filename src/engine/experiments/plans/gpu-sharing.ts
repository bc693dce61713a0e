/**
 * The same tenants on WebGPU, run in several ways: eager, recorded and interleaved on one device, recorded on a device each.
 * All that a way needs stays loaded, so that from one way on one device to the next only modes and the grain change.
 */
import type { GpuArmId, PlannedCell, RequestOf } from '../../../domain/experiment';
import type { GpuMode } from '../../../domain/gpu';
import type { ExecutorConfig, Scenario, TenantConfig } from '../../../domain/scenario';
import { isPreemptive } from '../../../scheduling/policies';
import { active, onlyActive, pausedNotes } from './base-cells';
import { gpuHomeOf, gpuNotes, refuseWithoutWebGpu } from './gpu-basis';
import { type GpuCopies, gpuCopiesOf } from './gpu-copies';
import { listed, nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

/** Capturing and verifying a recording of a small model on a GPU, ms; rough. */
const RECORD_MS = 1500;

/** One way. */
interface Arm {
  readonly id: GpuArmId;
  readonly label: string;
  readonly mode: GpuMode;
  readonly terms: Pick<ExecutorConfig, 'grain' | 'policy'> & { readonly submitsInFlight: number };
}

/** @throws EngineError `experiment-invalid`, and `backend-unavailable` on a machine without WebGPU. */
export function gpuSharingPlan(request: RequestOf<'gpu-sharing'>, basis: PlanBasis): PlanDraft {
  refuseWithoutWebGpu(basis);
  const tenants = active(basis, 1);
  const home = gpuHomeOf(basis, tenants);
  const most = request.tenants ?? tenants.length;
  const copies = gpuCopiesOf(tenants, home, most);
  const counts = request.tenants === undefined ? [most] : Array.from({ length: most }, (_, at) => at + 1);
  const arms = armsOf(request, home);
  const cells = counts.flatMap((count) =>
    arms
      .filter(({ id }) => makesSense(id, count, copies))
      .map((arm) => cellOf(basis.scenario, copies, arm, count)),
  );
  return {
    title: `Ways to share the GPU: ${listed(tenants.slice(0, most).map((tenant) => nameOf(basis, tenant)))}`,
    cells,
    notes: [...pausedNotes(basis), ...gpuNotes(basis, home, { most, tenants: tenants.length, copies })],
    besidesMs: RECORD_MS * (copies.shared.length + copies.apart.length),
  };
}

/** One tenant has nobody to be interleaved with, and a device for itself anyway. */
const makesSense = (id: GpuArmId, count: number, { apart }: GpuCopies): boolean =>
  id === 'eager' || id === 'recorded' || (count > 1 && (id === 'interleaved' || apart.length > 0));

function armsOf({ submits }: RequestOf<'gpu-sharing'>, home: ExecutorConfig): readonly Arm[] {
  const set = home.submitsInFlight ?? 1;
  const whole = { grain: 'inference', policy: home.policy, submitsInFlight: set } as const;
  const policy = isPreemptive(home.policy) ? home.policy : 'round-robin';
  const depths = [...new Set(submits ?? [set])].sort((a, b) => a - b);
  return [
    { id: 'eager', label: 'eager on one device', mode: 'eager', terms: whole },
    { id: 'recorded', label: 'recorded on one device', mode: 'recorded', terms: whole },
    ...depths.map(
      (submitsInFlight): Arm => ({
        id: 'interleaved',
        label: `interleaved on one device${submits === undefined ? '' : `, ${submitsInFlight} in flight`}`,
        mode: 'segmented',
        terms: { grain: 'segment', policy, submitsInFlight },
      }),
    ),
    { id: 'separate', label: 'recorded, a device each', mode: 'recorded', terms: whole },
  ];
}

function cellOf(scenario: Scenario, copies: GpuCopies, arm: Arm, count: number): PlannedCell {
  const { id, label, mode, terms } = arm;
  const devices = id === 'separate' ? 'each' : 'one';
  const tenantIds = (devices === 'each' ? copies.apart : copies.shared).slice(0, count).map((one) => one.id);
  const { submitsInFlight: submits } = terms;
  return {
    id: `gpu:${id}/${count}${id === 'interleaved' ? `/${submits}` : ''}`,
    label: `${count === 1 ? '1 model' : `${count} models`} ${label}`,
    role: 'set',
    factors: { arm: id, tenants: count, devices, mode, submits },
    tenantIds,
    scenario: onlyActive(placed(scenario, copies, arm), tenantIds),
  };
}

/** Who shares the device has the way's mode, whether it takes part or not; who has one of its own is always recorded whole. */
function placed(scenario: Scenario, { home, own, shared, apart }: GpuCopies, { mode, terms }: Arm): Scenario {
  const whole = { ...terms, policy: home.policy, grain: 'inference' } as const;
  const withMode = (tenant: TenantConfig, one: GpuMode): TenantConfig => ({ ...tenant, mode: one });
  return {
    ...scenario,
    executors: [{ ...home, ...terms }, ...own.map((executor) => ({ ...executor, ...whole }))],
    tenants: [...shared.map((one) => withMode(one, mode)), ...apart.map((one) => withMode(one, 'recorded'))],
  };
}
