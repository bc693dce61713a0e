/** Lines or a stacked total. */
import type { ThroughputMode } from './stack';

const WORDS: readonly (readonly [ThroughputMode, string])[] = [
  ['lines', 'Lines'],
  ['stacked', 'Stacked'],
];

interface ModeToggleProps {
  readonly mode: ThroughputMode;
  readonly onChange: (mode: ThroughputMode) => void;
}

export function ModeToggle({ mode, onChange }: ModeToggleProps) {
  return WORDS.map(([one, words]) => (
    <button
      key={one}
      type="button"
      className="quiet small"
      aria-pressed={mode === one}
      onClick={() => onChange(one)}
    >
      {words}
    </button>
  ));
}
