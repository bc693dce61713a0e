/** How a tenant's requests arrive: the kind, and what that kind asks for. */
import type { TenantConfig, Workload } from '../../../domain/scenario';
import type { TenantChange } from '../../../protocol/engine-contract';
import type { Term } from '../../glossary';
import { SelectField } from '../../primitives/SelectField';
import { kindChange, workloadChange } from '../../scheduling/tenant-change';
import { KindFields } from './KindFields';
import { useReplayFile } from './use-replay-file';

const KINDS = [
  { value: 'closed', label: 'closed loop' },
  { value: 'periodic', label: 'periodic' },
  { value: 'poisson', label: 'Poisson' },
  { value: 'bursty', label: 'bursty' },
  { value: 'replayed', label: 'replayed from a CSV…' },
  { value: 'loadgen', label: 'LoadGen-style' },
] as const;
const TRIGGERED = { value: 'triggered', label: 'triggered' } as const;

const TERMS: Readonly<Record<Workload['kind'], Term>> = {
  closed: 'closed-loop',
  periodic: 'periodic',
  poisson: 'poisson',
  bursty: 'bursty',
  replayed: 'replayed',
  loadgen: 'loadgen-mode',
  triggered: 'triggered',
};

interface WorkloadFieldsProps {
  readonly config: TenantConfig;
  readonly onChange: (change: TenantChange) => void;
}

export function WorkloadFields({ config, onChange }: WorkloadFieldsProps) {
  const { workload } = config;
  const set = (next: Workload) => onChange(workloadChange(config, next));
  const file = useReplayFile((offsetsMs) =>
    set({ kind: 'replayed', offsetsMs: [...offsetsMs], loop: true, queueBound: 4 }),
  );
  return (
    <>
      <SelectField
        label="Workload"
        term={TERMS[workload.kind]}
        value={workload.kind}
        choices={workload.kind === 'triggered' ? [TRIGGERED, ...KINDS] : KINDS}
        onChoose={(kind) => {
          if (kind === 'replayed') file.ask();
          else if (kind !== 'triggered') onChange(kindChange(config, kind));
        }}
      />
      {file.problem !== null && (
        <p className="field-problem" role="alert">
          {file.problem}
        </p>
      )}
      <KindFields workload={workload} set={set} onAskFile={file.ask} />
    </>
  );
}
