/** What choosing costs on an executor, and how long who is next waits beyond what was under way. */
import type { DecisionFigures } from '../../domain/run-file';
import { DASH, formatCount, formatMs } from '../format';
import { Hint } from '../primitives/Hint';

const formatUs = (us: number | null): string =>
  us === null ? DASH : `${us.toFixed(us < 10 ? 1 : 0)}\u202fµs`;

export function DecisionFacts({ decisions }: { readonly decisions: DecisionFigures }) {
  const { count, p99Us, beyondSegmentMs } = decisions;
  const { p99, p95, p50, n } = beyondSegmentMs;
  const known = [
    ['p99', p99],
    ['p95', p95],
    ['p50', p50],
  ] as const;
  // The highest percentile that the samples allow.
  const [name, value] = known.find(([, ms]) => ms !== null) ?? known[0];
  return (
    <dl className="facts scheduling-facts">
      <div className="fact">
        <dt>
          <Hint term="decisions">Decisions</Hint>
        </dt>
        <dd>
          {formatCount(count)}, p99 {formatUs(p99Us)}
        </dd>
      </div>
      <div className="fact">
        <dt>
          <Hint term="beyond-segment">Wait beyond what runs</Hint>
        </dt>
        <dd>
          {name} {formatMs(value)} <span className="dim">of {formatCount(n)}</span>
        </dd>
      </div>
    </dl>
  );
}
