/** The strip at the top: what runs, the one big button, and the doors to everything that is not on the page. */
import { Info, Keyboard, Zap } from 'lucide-react';
import { RunsButton } from '../evidence/RunsButton';
import { ExperimentsButton } from '../experiments/LazyExperiments';
import { PredictButton } from '../predict/LazyPredict';
import { ShareButton } from '../share/ShareButton';
import { usePlayground, usePlaygroundHandle } from '../store';
import './bar.css';
import { ExportRun } from './ExportRun';
import { MachineChip } from './MachineChip';
import { RunButton } from './RunButton';
import { RunClock } from './RunClock';
import { ScenarioPicker } from './ScenarioPicker';
import { ThemeToggle } from './ThemeToggle';

export function Bar() {
  const { store } = usePlaygroundHandle();
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
          <ExperimentsButton />
          <PredictButton />
          <MishapsButton />
          <ShareButton />
          <ExportRun />
          <RunsButton />
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

function MishapsButton() {
  const { store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.panel === 'mishaps');
  return (
    <button
      type="button"
      className="mishaps-button"
      aria-label="Mishaps"
      aria-expanded={open}
      title="Mishaps: break something on purpose"
      onClick={() => store.getState().set({ panel: open ? null : 'mishaps' })}
    >
      <Zap size={15} aria-hidden="true" /> <span className="bar-words">Mishaps</span>
    </button>
  );
}
