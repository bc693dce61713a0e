/** Arrivals from a file of instants: which ones they are, whether they begin anew, and another file in their place. */
import { FileUp } from 'lucide-react';
import type { Workload } from '../../../domain/scenario';
import { formatCount, formatMs } from '../../format';
import { Hint } from '../../primitives/Hint';

interface ReplayFieldsProps {
  readonly workload: Extract<Workload, { kind: 'replayed' }>;
  readonly set: (next: Workload) => void;
  readonly onAskFile: () => void;
}

export function ReplayFields({ workload, set, onAskFile }: ReplayFieldsProps) {
  const { offsetsMs, loop } = workload;
  const span = (offsetsMs.at(-1) ?? 0) - (offsetsMs[0] ?? 0);
  return (
    <>
      <div className="field">
        <Hint term="replayed">
          {formatCount(offsetsMs.length)} {offsetsMs.length === 1 ? 'instant' : 'instants'} over{' '}
          {formatMs(span)}
        </Hint>
        <button type="button" onClick={onAskFile}>
          <FileUp size={14} aria-hidden="true" /> Other file…
        </button>
      </div>
      <label className="field-check">
        <input
          type="checkbox"
          checked={loop}
          onChange={({ target }) => set({ ...workload, loop: target.checked })}
        />
        <Hint term="replay-loop" focusable={false}>
          Begins anew after the last one
        </Hint>
      </label>
    </>
  );
}
