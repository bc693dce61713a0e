/** What each kind of workload asks for. */
import { MAX_IN_FLIGHT, type Workload } from '../../../domain/scenario';
import { NumberField } from '../../primitives/NumberField';
import { LoadgenFields } from './LoadgenFields';
import { RateField } from './RateField';
import { ReplayFields } from './ReplayFields';

interface KindFieldsProps {
  readonly workload: Workload;
  readonly set: (next: Workload) => void;
  readonly onAskFile: () => void;
}

export function KindFields({ workload, set, onAskFile }: KindFieldsProps) {
  switch (workload.kind) {
    case 'closed':
      return (
        <NumberField
          label="In flight"
          term="in-flight-setting"
          value={workload.inFlight}
          min={1}
          max={MAX_IN_FLIGHT}
          integer
          onCommit={(inFlight) => set({ ...workload, inFlight })}
        />
      );
    case 'periodic':
      return (
        <>
          <RateField workload={workload} set={set} />
          <NumberField
            label="Jitter, share of a period"
            term="jitter"
            value={workload.jitterFraction}
            min={0}
            max={1}
            onCommit={(jitterFraction) => set({ ...workload, jitterFraction })}
          />
        </>
      );
    case 'poisson':
      return <RateField workload={workload} set={set} />;
    case 'bursty':
      return <BurstFields workload={workload} set={set} />;
    case 'replayed':
      return <ReplayFields workload={workload} set={set} onAskFile={onAskFile} />;
    case 'loadgen':
      return <LoadgenFields workload={workload} set={set} />;
    case 'triggered':
      return null;
  }
}

interface BurstFieldsProps {
  readonly workload: Extract<Workload, { kind: 'bursty' }>;
  readonly set: (next: Workload) => void;
}

function BurstFields({ workload, set }: BurstFieldsProps) {
  const lengths = [
    ['onMs', 'Burst, ms', 'burst-on'],
    ['offMs', 'Pause, ms', 'burst-off'],
  ] as const;
  return (
    <>
      <RateField workload={workload} set={set} />
      {lengths.map(([field, label, term]) => (
        <NumberField
          key={field}
          label={label}
          term={term}
          value={workload[field]}
          min={10}
          max={600_000}
          onCommit={(ms) => set({ ...workload, [field]: ms })}
        />
      ))}
    </>
  );
}
