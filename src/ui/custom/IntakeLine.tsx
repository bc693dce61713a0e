/** What the intake is doing: the phase, how many bytes of how many, and the way out. */
import { formatBytes } from '../format';
import type { IntakeState } from './custom-models';

const PHASES = { download: 'Downloads', unpack: 'Unpacks', check: 'Checks' } as const;

interface IntakeLineProps {
  readonly busy: NonNullable<IntakeState['busy']>;
  readonly onCancel: () => void;
}

export function IntakeLine({ busy: { what, progress }, onCancel }: IntakeLineProps) {
  const label = `${progress === null ? 'Reads' : PHASES[progress.phase]} ${progress?.what ?? what}`;
  const total = progress?.totalBytes ?? null;
  return (
    <div className="intake-line">
      <p role="status">{label}</p>
      <span className="dim">
        {progress !== null && formatBytes(progress.loadedBytes)}
        {total !== null && ` of ${formatBytes(total)}`}
      </span>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
      <progress
        aria-label={label}
        {...(total === null || progress === null
          ? {}
          : { value: progress.loadedBytes, max: Math.max(1, total) })}
      />
    </div>
  );
}
