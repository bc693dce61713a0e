/** The first things that the Tab key finds, seen only then: past the bar to the models, and the figures read out. */
import { readFiguresAloud } from './announcements/on-demand';
import { usePlayground, usePlaygroundHandle } from './store';

export function SkipLinks({ toMain }: { readonly toMain: () => void }) {
  const { store } = usePlaygroundHandle();
  const ready = usePlayground((state) => state.snapshot !== null);
  return (
    <nav className="skip-links" aria-label="Shortcuts">
      <button type="button" onClick={toMain}>
        Skip to the models
      </button>
      {ready && (
        <button type="button" onClick={() => void readFiguresAloud(store)}>
          Read figures
        </button>
      )}
    </nav>
  );
}
