/** By when a tenant's requests should be complete, and what gives way when more arrives than is served. */
import {
  type Deadline,
  OVERLOADS,
  type Overload,
  queueBoundOf,
  type TenantConfig,
} from '../../../domain/scenario';
import type { TenantChange } from '../../../protocol/engine-contract';
import { NumberField } from '../../primitives/NumberField';
import { SelectField } from '../../primitives/SelectField';
import { deadlineKinds, deadlineOf } from '../../scheduling/tenant-change';

const KIND_NAMES: Readonly<Record<Deadline['kind'], string>> = {
  none: 'none',
  'next-frame': 'next frame',
  fixed: 'fixed',
  alone: '× its time alone',
};

const OVERLOAD_NAMES: Readonly<Record<Overload, string>> = {
  'drop-newest': 'drop the newest',
  'newest-wins': 'newest wins',
  'drop-late': 'drop late ones',
  admit: 'admit by prediction',
};

const MAX_QUEUE = 1000;
const MAX_MS = 600_000;
const MAX_FACTOR = 1000;

interface DeadlineFieldsProps {
  readonly config: TenantConfig;
  readonly tenants: readonly TenantConfig[];
  /** Whether its time alone is known. */
  readonly measured: boolean;
  readonly onChange: (change: TenantChange) => void;
}

export function DeadlineFields({ config, tenants, measured, onChange }: DeadlineFieldsProps) {
  const { deadline } = config;
  return (
    <>
      <SelectField
        label="Deadline"
        term="deadline"
        value={deadline.kind}
        choices={deadlineKinds(config, tenants).map((value) => ({ value, label: KIND_NAMES[value] }))}
        onChoose={(kind) => onChange({ deadline: deadlineOf(kind) })}
      />
      {deadline.kind === 'fixed' && (
        <NumberField
          label="After the arrival, ms"
          term="deadline-ms"
          value={deadline.ms}
          min={0.1}
          max={MAX_MS}
          onCommit={(ms) => onChange({ deadline: { kind: 'fixed', ms } })}
        />
      )}
      {deadline.kind === 'alone' && (
        <NumberField
          label="Times its time alone"
          term="deadline-factor"
          value={deadline.factor}
          min={0.1}
          max={MAX_FACTOR}
          onCommit={(factor) => onChange({ deadline: { kind: 'alone', factor } })}
        />
      )}
      {deadline.kind === 'alone' && !measured && (
        <p className="field-note">No deadline until it was measured alone.</p>
      )}
      <QueueFields config={config} onChange={onChange} />
    </>
  );
}

/** Of open loops: what waits, and what gives way. */
function QueueFields({ config, onChange }: Pick<DeadlineFieldsProps, 'config' | 'onChange'>) {
  const { workload, overload, deadline } = config;
  const bound = queueBoundOf(workload);
  if (bound === null) return null;
  // What is late, and what would be, is decided by deadlines.
  const heeded = (one: Overload) => deadline.kind !== 'none' || (one !== 'drop-late' && one !== 'admit');
  return (
    <>
      <NumberField
        label="Queue bound"
        term="queue-bound"
        value={bound}
        min={1}
        max={MAX_QUEUE}
        integer
        onCommit={(queueBound) => {
          if ('queueBound' in workload) onChange({ workload: { ...workload, queueBound } });
        }}
      />
      <SelectField
        label="Overload"
        term="overload"
        value={overload}
        choices={OVERLOADS.map((value) => ({
          value,
          label: heeded(value) ? OVERLOAD_NAMES[value] : `${OVERLOAD_NAMES[value]} (needs a deadline)`,
          disabled: !heeded(value),
        }))}
        onChoose={(chosen) => onChange({ overload: chosen })}
      />
    </>
  );
}
