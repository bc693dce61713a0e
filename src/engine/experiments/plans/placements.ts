/** The same tenants, placed otherwise: as now, on one executor, one each, mixed, with the cores parted among them. */
import {
  type ExecutorConfig,
  MAX_EXECUTORS,
  type Scenario,
  type TenantConfig,
} from '../../../domain/scenario';
import { active, aloneCell, aloneCells, pausedNotes, setCell } from './base-cells';
import { onlyOnce } from './placement-shape';
import { placeName } from './places';
import { invalid, type PlanBasis, type PlanDraft } from './plan-basis';

/** Groups of tenants, each of which shares an executor, and the threads of each executor. */
interface Placement {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly (readonly TenantConfig[])[];
  readonly threads: number;
}

export function placementsPlan(basis: PlanBasis): PlanDraft {
  const tenants = active(basis, 2);
  const home = homeOf(basis, tenants);
  const thought = placementsOf(basis, tenants, home);
  const placed = thought.map((one) => ({ ...one, scenario: placedBy(basis.scenario, home, one) }));
  const present = {
    id: 'present',
    label: 'As it is now',
    scenario: withoutPaused(basis.scenario),
    threads: 0,
  };
  const all = onlyOnce([present, ...placed]);
  const sets = all.map(({ id, label, scenario }) =>
    setCell(scenario, { id: `placement:${id}`, label, factors: { placement: id } }),
  );
  const threads = [...new Set(all.map((one) => one.threads))].filter((count) => count > 0);
  return {
    title: 'The same tenants, placed otherwise',
    cells: [...sets, ...basesOf(basis, tenants, home, threads)],
    notes: [...pausedNotes(basis), ...notesOf(basis, tenants, home)],
  };
}

/** The executor that new ones are made after. */
function homeOf({ scenario }: PlanBasis, [first]: readonly TenantConfig[]): ExecutorConfig {
  const home = scenario.executors.find(({ id }) => id === first?.executorId);
  if (home === undefined) throw invalid(`tenants: ${first?.id} has no executor`);
  return home;
}

const isWasm = ({ backend }: ExecutorConfig, { machine }: PlanBasis): boolean =>
  (backend === 'auto' ? machine.automaticBackend : backend) === 'wasm';

const mayThread = (basis: PlanBasis, home: ExecutorConfig): boolean =>
  isWasm(home, basis) && basis.machine.crossOriginIsolated && basis.machine.cores > 1;

function placementsOf(basis: PlanBasis, tenants: readonly TenantConfig[], home: ExecutorConfig): Placement[] {
  const apart = tenants.map((tenant) => [tenant]);
  const halves = balanced(basis, tenants);
  const { threads } = home;
  const placements: Placement[] = [
    { id: 'shared', label: 'All on one executor', groups: [tenants], threads },
  ];
  if (tenants.length <= MAX_EXECUTORS)
    placements.push({ id: 'own', label: 'Each on an executor of its own', groups: apart, threads });
  if (tenants.length > 2)
    placements.push({ id: 'mixed', label: 'Mixed, on two executors', groups: halves, threads });
  if (!mayThread(basis, home)) return placements;
  const cores = Math.min(basis.machine.cores, 8);
  const half = Math.max(1, Math.floor(cores / 2));
  return [
    ...placements,
    {
      id: `shared-${cores}`,
      label: `All on one executor of ${cores} threads`,
      groups: [tenants],
      threads: cores,
    },
    {
      id: `parted-${half}+${half}`,
      label: `On two executors of ${half} ${half === 1 ? 'thread' : 'threads'} each`,
      groups: halves,
      threads: half,
    },
  ];
}

/** Two groups of about the same work: each tenant, heaviest first, joins the lighter one. */
function balanced({ models }: PlanBasis, tenants: readonly TenantConfig[]): readonly TenantConfig[][] {
  const workOf = ({ modelId }: TenantConfig): number => {
    const model = models.find(({ id }) => id === modelId);
    return model !== undefined && 'megaMacs' in model ? model.megaMacs : (model?.parameters ?? 1) / 1e4;
  };
  const groups = [0, 1].map(() => ({ work: 0, members: [] as TenantConfig[] }));
  for (const tenant of [...tenants].sort((a, b) => workOf(b) - workOf(a))) {
    const [lightest] = [...groups].sort((a, b) => a.work - b.work);
    if (lightest === undefined) continue;
    lightest.work += workOf(tenant);
    lightest.members.push(tenant);
  }
  return groups.map(({ members }) => members);
}

const withoutPaused = (scenario: Scenario): Scenario => ({
  ...scenario,
  tenants: scenario.tenants.filter(({ paused }) => !paused),
});

/** On workers of its own: those of another placement may have grown. */
function placedBy(scenario: Scenario, home: ExecutorConfig, { id, groups, threads }: Placement): Scenario {
  const idOf = (index: number) => `${id.replace('+', '-')}-${index + 1}`;
  const executors = groups.map((_, index) => ({ ...home, threads, id: idOf(index) }));
  const placeOf = new Map(groups.flatMap((group, index) => group.map(({ id }) => [id, idOf(index)])));
  const tenants = withoutPaused(scenario).tenants.map((tenant) => ({
    ...tenant,
    executorId: placeOf.get(tenant.id) ?? tenant.executorId,
  }));
  return { ...scenario, executors, tenants };
}

/** Each tenant alone where it lives now, and with as many threads as a placement gives it. */
function basesOf(
  basis: PlanBasis,
  tenants: readonly TenantConfig[],
  home: ExecutorConfig,
  threads: readonly number[],
) {
  const now = aloneCells(basis, withoutPaused(basis.scenario));
  const known = new Set(tenants.map(({ id }) => placeOf(basis.scenario, id)));
  const others = threads.flatMap((count) => {
    const scenario = placedBy(basis.scenario, home, {
      id: `base-${count}`,
      label: '',
      groups: [tenants],
      threads: count,
    });
    return tenants
      .filter(({ id }) => !known.has(placeOf(scenario, id)))
      .map(({ id }) => {
        const name = placeName({ backend: 'wasm', threads: count }).replace(' ', '');
        return aloneCell(basis, scenario, id, { id: `${id} on ${name}`, factors: { threads: count } });
      });
  });
  return [...now, ...others];
}

function placeOf({ tenants, executors }: Scenario, tenantId: string): string {
  const tenant = tenants.find(({ id }) => id === tenantId);
  const executor = executors.find(({ id }) => id === tenant?.executorId);
  return `${tenantId} ${executor?.backend} ${executor?.threads}`;
}

function notesOf(basis: PlanBasis, tenants: readonly TenantConfig[], home: ExecutorConfig): string[] {
  const notes = [];
  if (tenants.length > MAX_EXECUTORS)
    notes.push(`Not one each: a scenario has at most ${MAX_EXECUTORS} executors.`);
  if (isWasm(home, basis) && !mayThread(basis, home))
    notes.push(
      basis.machine.crossOriginIsolated
        ? 'The cores are not parted among executors: there is one.'
        : 'The cores are not parted among executors: threads need a page that is isolated from others.',
    );
  return notes;
}
