/** The total throughput as one strip: a stretch per executor, cut into its tenants. */
import { memo } from 'react';
import { formatFraction } from '../../format';
import { Hint } from '../../primitives/Hint';
import { tenantColour } from '../../theme/tenant-mark';
import { type ExecutorShare, shareSentence } from './executor-shares';

/** Narrower stretches have no room for words: the table has them. */
const WORDS_FROM = 0.22;
/** Factors that sum to less than 1 would leave room unused. */
const grow = (fraction: number): number => fraction * 1000;

export const ShareStrip = memo(function ShareStrip({
  shares,
}: {
  readonly shares: readonly ExecutorShare[];
}) {
  return (
    <div className="share-strip" role="img" aria-label={shareSentence(shares)}>
      {shares.map(({ executorId, fraction, tenants }) => (
        <div
          key={executorId}
          style={{ flexGrow: grow(fraction) }}
          title={`${executorId} ${formatFraction(fraction)}`}
        >
          <div className="share-bar">
            {tenants.map((part) => (
              <span
                key={part.index}
                style={{ flexGrow: grow(part.fraction), background: tenantColour(part.index) }}
              />
            ))}
          </div>
          {fraction >= WORDS_FROM && (
            <Hint term="executor-share" focusable={false}>
              {executorId} {formatFraction(fraction)}
            </Hint>
          )}
        </div>
      ))}
    </div>
  );
});
