/** What a plan does: how much, how long, in which order, what it leaves out, and each set-up. */
import type { ExperimentPlan } from '../../domain/experiment';
import { Hint } from '../primitives/Hint';
import { orderWords, sizeWords } from './plan-words';

export function PlanSummary({ plan }: { readonly plan: ExperimentPlan }) {
  return (
    <>
      <p>
        <Hint term="experiment-plan">
          <strong>{sizeWords(plan)}</strong>
        </Hint>
      </p>
      <p className="small-text dim">
        <Hint term="experiment-order">{orderWords(plan)}</Hint>
      </p>
      {plan.notes.length > 0 && (
        <ul className="plan-notes small-text">
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <details className="small-text">
        <summary>The set-ups</summary>
        <ol className="plan-cells">
          {plan.cells.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
        </ol>
      </details>
    </>
  );
}
