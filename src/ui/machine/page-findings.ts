/** What the page saw of the browser and of other tabs, as findings beside those of the engine. It looks at nothing itself. */
import { type Machine, type MachineFinding, SEVERITIES } from '../../domain/backend';
import type { WorkerState } from '../offline/offline-state';
import type { PageFacts } from './page-facts';
import { info, LACKS } from './page-lacks';

/** What holds at this instant rather than of the browser. */
export interface PageState {
  readonly otherTabRuns: boolean;
  readonly startsExecutors: boolean;
  /** The worker that stores the app. */
  readonly offlineWorker: WorkerState;
}

const ANOTHER_TAB: MachineFinding = {
  severity: 'warning',
  fact: 'Another tab of the playground runs models',
  affects: 'every figure of both tabs: they share the cores and the GPU',
  cause: 'a run is on in another tab or window of this browser',
  fix: 'stop it there, or close that tab',
};

const STARTS_EXECUTORS: MachineFinding = {
  severity: 'info',
  fact: 'The page starts the workers of the executors',
  affects:
    'a start and an end of an executor wait for the page’s thread; no inference passes through it, since each executor talks to the engine by a channel of its own',
  cause: 'in this browser workers cannot start workers',
  fix: 'nothing to do: only how long an executor takes to start depends on the page',
};

/** The browser could have one: a browser that has none is told as a lack. */
const notKept = ({ why, fix }: { readonly why: string; readonly fix: string }): MachineFinding => ({
  severity: 'warning',
  fact: 'The app could not be kept for use without a network',
  affects: 'without a network it does not open; where a host sends no headers it is not isolated',
  cause: why,
  fix,
});

const GPU_ON_PAGE_ONLY = info(
  'WebGPU is there for pages, not for workers',
  'executors are workers: they cannot use it',
  'this browser offers WebGPU on the page alone',
  'use a browser with WebGPU in workers',
);

export function pageFindings(machine: Machine, page: PageFacts, state: PageState): readonly MachineFinding[] {
  const workersLackGpu = machine.backends.some(
    ({ backend, available, reason }) =>
      backend === 'webgpu' && !available && reason?.includes('in workers') === true,
  );
  return [
    ...(state.otherTabRuns ? [ANOTHER_TAB] : []),
    ...(state.startsExecutors ? [STARTS_EXECUTORS] : []),
    ...(state.offlineWorker.kind === 'failed' ? [notKept(state.offlineWorker)] : []),
    ...(page.webgpu && workersLackGpu ? [GPU_ON_PAGE_ONLY] : []),
    ...LACKS.flatMap(([what, where, finding]) =>
      page[what] || (where === 'where secure' && !page.secure) ? [] : [finding],
    ),
  ];
}

/** Gravest first; among equals as they came. */
export const bySeverity = (findings: readonly MachineFinding[]): readonly MachineFinding[] =>
  findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
