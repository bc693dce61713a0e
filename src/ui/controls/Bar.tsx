/** The strip at the top: what runs, the one big button, and the doors to everything that is not on the page. */
import { FlaskConical, History, Info, Keyboard, type LucideIcon, Share2, Telescope, Zap } from 'lucide-react';
import { type SidePanel, usePlayground, usePlaygroundHandle } from '../store';
import { BarButton } from './BarButton';
import './bar.css';
import { ExportRun } from './ExportRun';
import { MachineChip } from './MachineChip';
import { RunButton } from './RunButton';
import { RunClock } from './RunClock';
import { ScenarioPicker } from './ScenarioPicker';
import { ThemeToggle } from './ThemeToggle';

/** The panels beside the page, in the order of their buttons. */
const PANELS: readonly {
  readonly name: SidePanel;
  readonly words: string;
  readonly title: string;
  readonly Icon: LucideIcon;
}[] = [
  {
    name: 'experiments',
    words: 'Experiments',
    title: 'Experiments: who slows whom down, how many this machine takes, what another placement does',
    Icon: FlaskConical,
  },
  {
    name: 'predict',
    words: 'Predict',
    title: 'Predict: the simulator beside the measurement, and what another policy would do',
    Icon: Telescope,
  },
  { name: 'mishaps', words: 'Mishaps', title: 'Mishaps: break something on purpose', Icon: Zap },
];

export function Bar() {
  const { store } = usePlaygroundHandle();
  const panel = usePlayground((state) => state.panel);
  const ready = usePlayground((state) => state.snapshot !== null && state.catalog !== null);
  return (
    <header className="bar">
      <div className="brand">
        <svg viewBox="0 0 20 16" width="22" height="18" aria-hidden="true">
          <rect x="0" y="0" width="15" height="4" rx="2" fill="var(--tenant-0)" />
          <rect x="0" y="6" width="10" height="4" rx="2" fill="var(--tenant-1)" />
          <rect x="6" y="12" width="14" height="4" rx="2" fill="var(--tenant-2)" />
        </svg>
        <h1>Multi-DNN Playground</h1>
      </div>
      {ready && (
        <>
          <ScenarioPicker />
          <RunButton />
          <RunClock />
          <span className="bar-space" />
          <MachineChip />
          {PANELS.map(({ name, ...looks }) => (
            <BarButton
              key={name}
              {...looks}
              expanded={panel === name}
              onPress={() => store.getState().set({ panel: panel === name ? null : name })}
            />
          ))}
          <BarButton
            words="Share"
            title="Share: a link, a QR code for the room, a frame for slides"
            Icon={Share2}
            onPress={() => store.getState().set({ dialog: 'share' })}
          />
          <ExportRun />
          <BarButton
            words="Runs"
            title="Runs: what this browser keeps, and what it says side by side"
            Icon={History}
            onPress={() => store.getState().set({ dialog: 'runs' })}
          />
        </>
      )}
      {!ready && <span className="bar-space" />}
      <ThemeToggle />
      <button
        type="button"
        className="icon-button bar-keys"
        aria-label="Keys"
        title="Keys"
        onClick={() => store.getState().set({ dialog: 'keys' })}
      >
        <Keyboard size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="About and licences"
        title="About and licences"
        onClick={() => store.getState().set({ dialog: 'about' })}
      >
        <Info size={16} aria-hidden="true" />
      </button>
    </header>
  );
}
