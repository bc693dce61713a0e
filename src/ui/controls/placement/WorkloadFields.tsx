/** How a tenant's requests arrive, and by when they should be complete. */
import {
  type Deadline,
  MAX_IN_FLIGHT,
  MAX_RATE_PER_SECOND,
  type TenantConfig,
  type Workload,
} from '../../../domain/scenario';
import { NumberField } from '../../primitives/NumberField';
import { SelectField } from '../../primitives/SelectField';

/** What a tenant gets when the person switches the kind. */
const DEFAULTS = {
  closed: { kind: 'closed', inFlight: 1 },
  periodic: { kind: 'periodic', ratePerSecond: 30, jitterFraction: 0, queueBound: 4 },
} as const satisfies Partial<Record<Workload['kind'], Workload>>;

const MAX_QUEUE = 1000;

interface WorkloadFieldsProps {
  readonly config: TenantConfig;
  readonly onChange: (change: { workload?: Workload; deadline?: Deadline }) => void;
}

export function WorkloadFields({ config: { workload, deadline }, onChange }: WorkloadFieldsProps) {
  return (
    <>
      <SelectField
        label="Workload"
        term={workload.kind === 'closed' ? 'closed-loop' : 'periodic'}
        value={workload.kind === 'closed' ? 'closed' : 'periodic'}
        choices={[
          { value: 'closed', label: 'closed loop' },
          { value: 'periodic', label: 'periodic' },
        ]}
        onChoose={(kind) => onChange({ workload: DEFAULTS[kind] })}
      />
      {workload.kind === 'closed' ? (
        <NumberField
          label="In flight"
          term="in-flight-setting"
          value={workload.inFlight}
          min={1}
          max={MAX_IN_FLIGHT}
          integer
          onCommit={(inFlight) => onChange({ workload: { ...workload, inFlight } })}
        />
      ) : workload.kind !== 'periodic' ? null : (
        <>
          <NumberField
            label="Rate, per second"
            term="rate"
            value={workload.ratePerSecond}
            min={0.1}
            max={MAX_RATE_PER_SECOND}
            onCommit={(ratePerSecond) => onChange({ workload: { ...workload, ratePerSecond } })}
          />
          <NumberField
            label="Queue bound"
            term="queue-bound"
            value={workload.queueBound}
            min={1}
            max={MAX_QUEUE}
            integer
            onCommit={(queueBound) => onChange({ workload: { ...workload, queueBound } })}
          />
          <SelectField
            label="Deadline"
            term="deadline"
            value={deadline.kind === 'next-frame' ? 'next-frame' : 'none'}
            choices={[
              { value: 'none', label: 'none' },
              { value: 'next-frame', label: 'next frame' },
            ]}
            onChoose={(kind) => onChange({ deadline: { kind } })}
          />
        </>
      )}
    </>
  );
}
