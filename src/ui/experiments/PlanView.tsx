/** A plan before it is measured: what it would do and how long that takes, and what can be changed about it. */
import { Play } from 'lucide-react';
import { usePlaygroundHandle } from '../store';
import { changeDesk, type ExperimentDraft } from './experiment-desk';
import { ALL_ENTRIES } from './experiment-entries';
import { KindFields } from './KindFields';
import { PlanFields } from './PlanFields';
import { PlanSummary } from './PlanSummary';
import { startExperiment } from './run-experiment';
import { usePlan } from './use-plan';

export function PlanView({ draft }: { readonly draft: ExperimentDraft }) {
  const handle = usePlaygroundHandle();
  const { plan, problem } = usePlan(draft);
  const entry = ALL_ENTRIES.find(({ id }) => id === draft.kind);
  const onChange = (changed: ExperimentDraft) => changeDesk(handle.store, { draft: changed });
  return (
    <>
      <h3>{entry?.title ?? draft.kind}</h3>
      <p className="dim">{entry?.line}</p>
      <KindFields draft={draft} problem={problem} onChange={onChange} />
      <PlanFields draft={draft} onChange={onChange} />
      <div className="plan-outcome" role="status">
        {problem !== null && (
          <p className="warn">
            ! Not possible like this: {problem.words}
            {problem.path !== null && ` (${problem.path})`}
          </p>
        )}
        {plan === null && problem === null && <p className="dim">Planning…</p>}
        {plan !== null && <PlanSummary plan={plan} />}
      </div>
      {plan !== null && (
        <p className="experiment-actions">
          <button type="button" className="primary" onClick={() => void startExperiment(handle, plan)}>
            <Play size={14} aria-hidden="true" /> Start measuring
          </button>
          <span className="dim small-text">The scenario changes by itself meanwhile, and is put back.</span>
        </p>
      )}
    </>
  );
}
