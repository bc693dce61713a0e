/** Which backend an executor is asked to use, and which one took effect. Choosing restarts it. */
import { BACKENDS } from '../../../domain/backend';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { usePlayground, usePlaygroundHandle } from '../../store';

export function BackendSelect({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { commands } = usePlaygroundHandle();
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  const { id, backend: asked } = executor.config;
  const effective = executor.backend ?? (asked === 'auto' ? machine?.automaticBackend : undefined);
  const available = (backend: string) =>
    machine?.backends.find((one) => one.backend === backend)?.available ?? true;
  const label = (value: string) => {
    if (!available(value))
      return asked === value && effective ? `${value} → ${effective}` : `${value} (not here)`;
    return asked === value && effective !== undefined && effective !== value
      ? `${value} → ${effective}`
      : value;
  };
  return (
    <select
      className="backend-select"
      aria-label={`Backend of ${id}`}
      data-hint="backend"
      value={asked}
      onChange={(event) => {
        const backend = (['auto', ...BACKENDS] as const).find((one) => one === event.target.value);
        if (backend !== undefined) void commands.updateExecutor(id, { backend });
      }}
    >
      <option value="auto">{asked === 'auto' && effective ? `auto → ${effective}` : 'auto'}</option>
      {BACKENDS.map((backend) => (
        <option key={backend} value={backend} disabled={!available(backend)}>
          {label(backend)}
        </option>
      ))}
    </select>
  );
}
