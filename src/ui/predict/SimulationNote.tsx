/** What the simulation rests on: costs that were not measured alone, the contention model, its length, its effort. */
import { useShallow } from 'zustand/react/shallow';
import type { Prediction, SweepResult } from '../../domain/simulation';
import { MeasureBar } from '../charts/contention/MeasureBar';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { basisWarning, contentionWords, effortWords } from './cost-words';

interface SimulationNoteProps {
  readonly prediction: Prediction;
  readonly sweep: readonly SweepResult[];
}

export function SimulationNote({ prediction, sweep }: SimulationNoteProps) {
  const catalog = usePlayground((state) => state.catalog);
  const measuring = usePlayground((state) => state.snapshot?.measuring != null);
  const tenants = usePlayground(useShallow((state) => state.snapshot?.scenario.tenants ?? []));
  const warning = basisWarning(prediction.tenants, (id) => {
    const tenant = tenants.find((one) => one.id === id);
    return tenant === undefined ? id : tenantName(catalog, tenant);
  });
  return (
    <div className="predict-note">
      <p className="small-text">
        <Simulated /> <Hint term="prediction">{effortWords(prediction, sweep)}</Hint>
      </p>
      <p className="small-text dim">
        <Hint term="contention-model">Contention model</Hint>: {contentionWords(prediction.contention)}.
      </p>
      {(warning !== null || measuring) && (
        <div className="predict-warning">
          {warning !== null && (
            <p className="warn">
              <Hint term="cost-basis">{warning}</Hint>
            </p>
          )}
          <MeasureBar urgent />
        </div>
      )}
    </div>
  );
}

/** Stands wherever a figure was computed and not measured. */
export const Simulated = () => (
  <Hint term="simulated" className="badge simulated">
    simulated
  </Hint>
);
