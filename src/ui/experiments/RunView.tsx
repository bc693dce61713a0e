/** An experiment under way: what is measured now, how long it takes, what is known already, and the way to end it. */
import { Square } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ExperimentFile } from '../../domain/experiment';
import { tellProblem } from '../evidence/tell-problem';
import { usePlayground, usePlaygroundHandle } from '../store';
import { AnswerNotes } from './AnswerNotes';
import { ExperimentPlots } from './ExperimentPlots';
import { leftWords } from './plan-words';
import { cancelExperiment } from './run-experiment';
import { usePlots } from './use-plots';

/** A plot that grows is drawn no more often. */
const DRAWN_EVERY_MS = 2000;

export function RunView() {
  const plan = usePlayground((state) => state.desk.plan);
  const progress = usePlayground((state) => state.experiment);
  const newest = useNewest(progress?.file ?? null);
  const { plots } = usePlots(newest, { periodMs: DRAWN_EVERY_MS });
  const done = progress?.runsDone ?? 0;
  const planned = Math.max(1, progress?.runsPlanned ?? plan?.runs.length ?? 1);
  return (
    <>
      <h3>{plan?.title ?? 'Experiment'}</h3>
      <div className="experiment-progress">
        <progress aria-label="Runs measured" max={planned} value={done} />
        <span className="experiment-left">{progress === null ? '' : leftWords(progress)}</span>
        <CancelButton />
      </div>
      <p>
        Run {Math.min(done + 1, planned)} of {planned}: <strong>{progress?.now ?? 'starting'}</strong>
      </p>
      <p className="dim small-text">
        The scenario changes by itself and is put back at the end. Keep this tab visible, and leave the
        machine alone.
      </p>
      <ExperimentPlots plots={plots} growing />
      {newest !== null && newest.flags.length > 0 && <AnswerNotes file={newest} />}
    </>
  );
}

function CancelButton() {
  const handle = usePlaygroundHandle();
  const [asked, setAsked] = useState(false);
  const cancel = () => {
    setAsked(true);
    cancelExperiment(handle).catch((thrown) => {
      setAsked(false);
      tellProblem(handle.store, 'The experiment could not be cancelled.', thrown);
    });
  };
  return (
    <button type="button" disabled={asked} onClick={cancel}>
      <Square size={12} aria-hidden="true" /> {asked ? 'Stopping…' : 'Cancel, keep what is measured'}
    </button>
  );
}

/** The file as it stood last: between two events there is none. */
function useNewest(file: ExperimentFile | null): ExperimentFile | null {
  const newest = useRef(file);
  if (file !== null) newest.current = file;
  return newest.current;
}
