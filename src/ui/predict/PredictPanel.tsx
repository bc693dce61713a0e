/**
 * What the simulator says: beside what was measured, with the error, or for every other policy. It lies over the charts,
 * so that stage, board and timeline show what a change does; it computes nothing.
 */
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { SidePanel } from '../primitives/SidePanel';
import { usePlayground, usePlaygroundHandle } from '../store';
import { PredictedTables } from './PredictedTables';
import { isPreemptive } from './policy-facts';
import './predict.css';
import { SimulationNote } from './SimulationNote';
import { useSimulation } from './use-simulation';
import { WhatIf } from './WhatIf';

const VIEWS = [
  ['beside', 'Beside measured'],
  ['what-if', 'What if'],
] as const;

export function PredictPanel() {
  const [view, setView] = useState<'beside' | 'what-if'>('beside');
  const { simulated, busy, failure, again } = useSimulation(view === 'what-if' ? isPreemptive : null);
  return (
    <SidePanel
      title="Predict"
      closeWords="Close predictions"
      className="predict"
      focusFirst="button"
      head={
        <>
          <fieldset className="predict-views">
            <legend className="visually-hidden">What is shown</legend>
            {VIEWS.map(([id, words]) => (
              <button
                key={id}
                type="button"
                className="small"
                aria-pressed={view === id}
                onClick={() => setView(id)}
              >
                {words}
              </button>
            ))}
          </fieldset>
          <button
            type="button"
            className="quiet small predict-again"
            aria-label={busy ? 'Simulating…' : 'Simulate again'}
            disabled={busy}
            onClick={again}
          >
            <RotateCw size={13} aria-hidden="true" />{' '}
            <span className="predict-words">{busy ? 'Simulating…' : 'Simulate again'}</span>
          </button>
        </>
      }
    >
      {failure !== null && <Failure words={failure} />}
      {simulated !== null && (
        <>
          <SimulationNote prediction={simulated.prediction} sweep={simulated.sweep} />
          {view === 'beside' ? (
            <PredictedTables prediction={simulated.prediction} />
          ) : (
            <WhatIf results={simulated.sweep} />
          )}
        </>
      )}
      {simulated === null && failure === null && <p className="dim">Simulating the set-up as it stands…</p>}
    </SidePanel>
  );
}

/** Why there is no newer prediction, and the way out when nothing runs. */
function Failure({ words }: { readonly words: string }) {
  const { commands } = usePlaygroundHandle();
  const idle = usePlayground((state) => state.snapshot?.run.kind === 'idle');
  return (
    <p className="predict-failure" role="status">
      {words}
      {idle && (
        <button type="button" onClick={() => void commands.run()}>
          Run
        </button>
      )}
    </p>
  );
}
