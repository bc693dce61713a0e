/**
 * Which columns of the board share one real device, as bands over them. Executors keep their order: a group whose columns
 * are apart has several bands, and its gate stands in the first. Pure.
 */
import type { Backend, Machine } from '../../../domain/backend';
import type { DeviceGroup } from '../../../domain/policy-ids';
import type { ExecutorSnapshot } from '../../../domain/snapshot';

export interface GroupBand {
  readonly group: DeviceGroup;
  /** 0-based columns, both included. */
  readonly from: number;
  readonly to: number;
  /** Whether it carries the group's gate. */
  readonly first: boolean;
  /** All executors of the group. */
  readonly executorIds: readonly string[];
}

type Grouped = Pick<ExecutorSnapshot, 'config' | 'backend' | 'group'>;

const deviceOf = (backend: Backend): DeviceGroup =>
  backend === 'webgpu' || backend === 'webgl' ? 'gpu' : 'cpu';

/** As the engine says; before an executor has started, as its backend will have it. Null while that is not known. */
function groupOf({ config, backend, group }: Grouped, machine: Machine | null): DeviceGroup | null {
  if (group !== null) return group;
  const asked = config.backend === 'auto' ? (machine?.automaticBackend ?? null) : config.backend;
  const expected = backend ?? asked;
  return expected === null ? null : deviceOf(expected);
}

/** Only of groups that two executors or more share: one alone has nobody to be kept from. */
export function groupBands(executors: readonly Grouped[], machine: Machine | null): readonly GroupBand[] {
  const groups = executors.map((executor) => groupOf(executor, machine));
  const bands: GroupBand[] = [];
  groups.forEach((group, column) => {
    if (group === null) return;
    const executorIds = executors.flatMap((one, i) => (groups[i] === group ? [one.config.id] : []));
    if (executorIds.length < 2) return;
    const last = bands.at(-1);
    if (last?.group === group && last.to === column - 1) bands[bands.length - 1] = { ...last, to: column };
    else {
      const first = !bands.some((band) => band.group === group);
      bands.push({ group, from: column, to: column, first, executorIds });
    }
  });
  return bands;
}
