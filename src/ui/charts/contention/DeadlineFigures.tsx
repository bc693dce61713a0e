/** Beneath the sums, where deadlines exist: completions in time a second, and XRBench's score of the window. */
import type { Snapshot } from '../../../domain/snapshot';
import { formatCount, formatFigure, formatRate } from '../../format';
import { Hint } from '../../primitives/Hint';

export function DeadlineFigures({ snapshot }: { readonly snapshot: Snapshot }) {
  const { totals, xrbench = null, measuring } = snapshot;
  const goodput = totals.goodputPerSecond ?? null;
  // While one runs alone, sums mean nothing.
  if (goodput === null || measuring !== null) return null;
  const frames = xrbench?.models.reduce((sum, one) => sum + one.frames, 0) ?? 0;
  return (
    <p className="contention-reason">
      <Hint term="goodput">
        goodput <b>{formatRate(goodput)}</b>
      </Hint>
      {xrbench !== null && (
        <>
          {' · '}
          <Hint term="xrbench-score">
            XRBench <b>{formatFigure(xrbench.score)}</b> of 100, n = {formatCount(frames)}, without energy
          </Hint>
        </>
      )}
    </p>
  );
}
