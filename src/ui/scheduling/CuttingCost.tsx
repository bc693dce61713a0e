/** How each tenant of an executor is cut, and what that costs it; why one is not. */
import { useShallow } from 'zustand/react/shallow';
import type { Backend } from '../../domain/backend';
import type { SegmentPlan } from '../../domain/plan';
import { DASH, formatMs } from '../format';
import { Hint } from '../primitives/Hint';
import { TenantMark } from '../primitives/TenantMark';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { lossWords } from './plan-words';

interface CuttingCostProps {
  readonly executorId: string;
  readonly backend: Backend | null;
  readonly segmented: boolean;
}

export function CuttingCost({ executorId, backend, segmented }: CuttingCostProps) {
  const tenants = usePlayground(
    useShallow((state) =>
      (state.snapshot?.tenants ?? []).filter(({ config }) => config.executorId === executorId),
    ),
  );
  const all = usePlayground(useShallow((state) => state.snapshot?.tenants.map((one) => one.config.id) ?? []));
  const catalog = usePlayground((state) => state.catalog);
  if (!segmented || tenants.length === 0) return null;
  const onGpu = backend === 'webgpu' || backend === 'webgl';
  return (
    <table className="cutting-cost">
      <thead>
        <tr>
          <th scope="col">model</th>
          <th scope="col">
            <Hint term="segments">segments</Hint>
          </th>
          <th scope="col">
            <Hint term="cutting-loss">throughput</Hint>
          </th>
          {onGpu && (
            <th scope="col">
              <Hint term="fence">fence</Hint>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {tenants.map(({ config, plan }) => (
          <PlanRows
            key={config.id}
            index={all.indexOf(config.id)}
            name={tenantName(catalog, config)}
            plan={plan}
            onGpu={onGpu}
          />
        ))}
      </tbody>
    </table>
  );
}

interface PlanRowsProps {
  readonly index: number;
  readonly name: string;
  readonly plan: SegmentPlan | null;
  readonly onGpu: boolean;
}

function PlanRows({ index, name, plan, onGpu }: PlanRowsProps) {
  return (
    <>
      <tr>
        <th scope="row">
          <TenantMark index={index} /> {name}
        </th>
        <td>{plan === null ? DASH : plan.segmentsMs.length}</td>
        <td>{plan === null ? 'not cut yet' : lossWords(plan)}</td>
        {onGpu && <td>{formatMs(plan?.fenceMs)}</td>}
      </tr>
      {plan !== null && plan.reason !== null && (
        <tr>
          <td colSpan={onGpu ? 4 : 3} className="plan-reason">
            {plan.reason}
          </td>
        </tr>
      )}
    </>
  );
}
