/** One of MLPerf LoadGen's scenarios, shortened, and what it asks for. */
import { LOADGEN_MODES, MAX_REPLAYED, type Workload } from '../../../domain/scenario';
import { NumberField } from '../../primitives/NumberField';
import { SelectField } from '../../primitives/SelectField';
import { RateField } from './RateField';

interface LoadgenFieldsProps {
  readonly workload: Extract<Workload, { kind: 'loadgen' }>;
  readonly set: (next: Workload) => void;
}

/** What each mode does and is judged by. */
const MODE_WORDS: Readonly<Record<(typeof LOADGEN_MODES)[number], string>> = {
  'single-stream': 'The next query when the last is complete; judged by the p90 of latency.',
  'multi-stream': 'Queries of 8 samples, one after the other; judged by the p99 of a query.',
  server: 'Queries at random instants; judged by whether the p99 keeps the bound.',
  offline: 'All samples at once; judged by samples a second.',
};

export function LoadgenFields({ workload, set }: LoadgenFieldsProps) {
  return (
    <>
      <SelectField
        label="Mode"
        term="loadgen-mode"
        value={workload.mode}
        choices={LOADGEN_MODES.map((mode) => ({ value: mode, label: mode.replace('-', ' ') }))}
        onChoose={(mode) => set({ ...workload, mode })}
      />
      {workload.mode === 'server' && (
        <>
          <RateField workload={workload} set={set} />
          <NumberField
            label="Bound on p99, ms"
            term="latency-bound"
            value={workload.boundMs}
            min={0.1}
            max={600_000}
            onCommit={(boundMs) => set({ ...workload, boundMs })}
          />
        </>
      )}
      {workload.mode === 'offline' && (
        <NumberField
          label="Samples"
          term="offline-samples"
          value={workload.samples}
          min={1}
          max={MAX_REPLAYED}
          integer
          onCommit={(samples) => set({ ...workload, samples })}
        />
      )}
      <p className="field-note">{MODE_WORDS[workload.mode]} Shortened: no MLPerf result.</p>
    </>
  );
}
