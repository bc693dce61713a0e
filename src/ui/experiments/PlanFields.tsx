/** What every experiment lets be changed: rounds, length of a run, and the seed of the order. */
import { NumberField } from '../primitives/NumberField';
import type { ExperimentDraft } from './experiment-desk';

interface PlanFieldsProps {
  readonly draft: ExperimentDraft;
  readonly onChange: (draft: ExperimentDraft) => void;
}

/** As in `experimentRequestSchema`. */
const DEFAULTS = { rounds: 3, durationMs: 1200, seed: 1 } as const;

export function PlanFields({ draft, onChange }: PlanFieldsProps) {
  return (
    <div className="plan-fields">
      <NumberField
        label="Rounds"
        term="experiment-rounds"
        value={draft.rounds ?? DEFAULTS.rounds}
        min={1}
        max={20}
        integer
        onCommit={(rounds) => onChange({ ...draft, rounds })}
      />
      <NumberField
        label="Seconds a run"
        term="experiment-duration"
        value={(draft.durationMs ?? DEFAULTS.durationMs) / 1000}
        min={0.2}
        max={600}
        onCommit={(seconds) => onChange({ ...draft, durationMs: Math.round(seconds * 1000) })}
      />
      <NumberField
        label="Seed of the order"
        term="experiment-order"
        value={draft.seed ?? DEFAULTS.seed}
        min={0}
        max={2 ** 32 - 1}
        integer
        onCommit={(seed) => onChange({ ...draft, seed })}
      />
    </div>
  );
}
