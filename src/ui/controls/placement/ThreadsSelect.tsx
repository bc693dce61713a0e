/** How many threads a WebAssembly executor is asked to use, and how many took effect. Choosing restarts it. */
import { MAX_THREADS } from '../../../domain/scenario';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { usePlayground, usePlaygroundHandle } from '../../store';

export function ThreadsSelect({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { commands } = usePlaygroundHandle();
  const cores = usePlayground((state) => state.snapshot?.machine?.cores ?? 1);
  const isolated = usePlayground((state) => state.snapshot?.machine?.crossOriginIsolated === true);
  const automatic = usePlayground((state) => state.snapshot?.machine?.automaticBackend);
  const { id, backend: wish, threads: asked } = executor.config;
  const backend = executor.backend ?? (wish === 'auto' ? automatic : wish);
  if (backend !== 'wasm' || !isolated) return null;
  const most = Math.min(MAX_THREADS, Math.max(cores, asked, 2));
  const differs = executor.status.kind === 'ready' && executor.threads !== asked;
  return (
    <select
      className="threads-select"
      aria-label={`Threads of ${id}`}
      data-hint="threads"
      value={asked}
      onChange={(event) => void commands.updateExecutor(id, { threads: Number(event.target.value) })}
    >
      {Array.from({ length: most }, (_, index) => index + 1).map((threads) => (
        <option key={threads} value={threads}>
          {threads === asked && differs ? `×${asked} → ×${executor.threads}` : `×${threads}`}
        </option>
      ))}
    </select>
  );
}
