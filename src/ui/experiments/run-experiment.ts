/**
 * Lets the engine measure a plan, shows how far it is, and leaves the answer on the desk. It plans and computes nothing. One
 * at a time: the engine's scenario is taken meanwhile.
 */
import { EngineError } from '../../domain/errors';
import type { ExperimentFile, ExperimentPlan } from '../../domain/experiment';
import { keepEvidence } from '../evidence/keep-evidence';
import { tellProblem } from '../evidence/tell-problem';
import { exportWarnings } from '../run-export';
import type { PlaygroundHandle } from '../store';
import { changeDesk } from './experiment-desk';

/**
 * @param resume a partial file whose measurements count.
 * @throws EngineError of the engine, or `busy`; the plan is on the desk again then.
 */
export async function runExperiment(
  { engine, store }: Pick<PlaygroundHandle, 'engine' | 'store'>,
  plan: ExperimentPlan,
  resume: ExperimentFile | null = null,
): Promise<ExperimentFile> {
  const { set } = store.getState();
  if (store.getState().experiment !== null)
    throw new EngineError('busy', 'An experiment is under way. Cancel it, or wait for its end.');
  changeDesk(store, { view: 'run', draft: plan.request, plan });
  const runsDone = resume?.measurements.length ?? 0;
  const runsPlanned = plan.runs.length;
  const remainingMs = plan.estimatedMs * (1 - runsDone / Math.max(1, runsPlanned));
  set({ experiment: { runsDone, runsPlanned, now: 'the models start', remainingMs, file: resume } });
  try {
    const warnings = exportWarnings(store.getState());
    const answer = await engine.call('runExperiment', { plan, resume, warnings });
    changeDesk(store, { view: 'answer', answer, kept: false });
    return answer;
  } catch (thrown) {
    changeDesk(store, { view: 'plan' });
    throw thrown;
  } finally {
    set({ experiment: null });
  }
}

/** The same for people: what goes wrong is told, and what was measured is kept in the history. */
export async function startExperiment(
  handle: PlaygroundHandle,
  plan: ExperimentPlan,
  resume: ExperimentFile | null = null,
): Promise<void> {
  try {
    const answer = await runExperiment(handle, plan, resume);
    if (answer.measurements.length > 0) await keepAnswer(handle, answer);
  } catch (thrown) {
    tellProblem(handle.store, 'The experiment could not be run.', thrown);
  }
}

/** Puts the answer into the history; why not is on the screen then. */
export async function keepAnswer(handle: PlaygroundHandle, answer: ExperimentFile): Promise<void> {
  const entry = await keepEvidence(handle, { document: answer, recording: null }, answer.title);
  if (entry !== null && handle.store.getState().desk.answer === answer)
    changeDesk(handle.store, { kept: true });
}

export const cancelExperiment = ({ engine }: Pick<PlaygroundHandle, 'engine'>): Promise<void> =>
  engine.call('cancelExperiment', null);
