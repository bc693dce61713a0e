/** *Your machine* in one line; opens the dialog that says what limits the figures. */
import { usePlayground, usePlaygroundHandle } from '../store';

const NAMES = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' } as const;

export function MachineChip() {
  const { store } = usePlaygroundHandle();
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  const otherTabRuns = usePlayground((state) => state.otherTabRuns);
  const unkept = usePlayground((state) => state.offline.worker.kind === 'failed');
  if (machine === null) return null;
  const software = machine.backends.some((one) => one.available && one.software);
  const ofEngine = machine.findings.filter((finding) => finding.severity !== 'info').length;
  // Of what the page itself finds, these are more than information.
  const ofPage = [otherTabRuns, unkept].filter((isSo) => isSo).length;
  const warnings = ofEngine + ofPage;
  return (
    <button
      type="button"
      className="machine-chip"
      onClick={() => store.getState().set({ dialog: 'machine' })}
    >
      <span className="dim">Your machine</span>
      <span>
        {machine.cores} {machine.cores === 1 ? 'core' : 'cores'} · {NAMES[machine.automaticBackend]}
      </span>
      {software && <span className="badge warn">software GPU</span>}
      {warnings > 0 && (
        <span className="warn">
          {warnings} {warnings === 1 ? 'warning' : 'warnings'}
        </span>
      )}
    </button>
  );
}
