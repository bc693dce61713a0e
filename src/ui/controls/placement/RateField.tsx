/** How many requests arrive a second, in the mean where they come at random. */
import { MAX_RATE_PER_SECOND, type Workload } from '../../../domain/scenario';
import { NumberField } from '../../primitives/NumberField';

interface RateFieldProps {
  readonly workload: Extract<Workload, { ratePerSecond: number }>;
  readonly set: (next: Workload) => void;
}

export function RateField({ workload, set }: RateFieldProps) {
  return (
    <NumberField
      label={workload.kind === 'bursty' ? 'Rate in a burst, per second' : 'Rate, per second'}
      term="rate"
      value={workload.ratePerSecond}
      min={0.1}
      max={MAX_RATE_PER_SECOND}
      onCommit={(ratePerSecond) => set({ ...workload, ratePerSecond })}
    />
  );
}
