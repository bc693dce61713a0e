/** The parts of a mean latency as one bar on a scale that all tenants share. */
import type { Waterfall } from '../../../domain/run-file';
import { formatMs } from '../../format';
import { PART_WORDS, waterfallSentence } from './part-words';
import { waterfallParts } from './waterfall-parts';

/** A gain below this share of the latency is noise: it stays in the exact figures. */
const VISIBLE_GAIN = 0.02;

interface WaterfallPartsProps {
  readonly waterfall: Waterfall;
  /** Right end of the scale, ms. */
  readonly scaleMs: number;
}

export function WaterfallParts({ waterfall, scaleMs }: WaterfallPartsProps) {
  const { parts, totalMs, fasterMs } = waterfallParts(waterfall);
  const percent = (ms: number) => `${((ms / scaleMs) * 100).toFixed(2)}%`;
  return (
    <>
      {parts.map(({ kind, ms }) => (
        <span
          key={kind}
          className={`part part-${kind}`}
          style={{ width: percent(ms) }}
          data-hint={PART_WORDS[kind][0]}
        />
      ))}
      {fasterMs > VISIBLE_GAIN * totalMs && (
        <span className="part part-gain" style={{ width: percent(fasterMs) }} data-hint="faster-than-alone" />
      )}
    </>
  );
}

interface WaterfallBarProps extends WaterfallPartsProps {
  readonly name: string;
}

export function WaterfallBar({ name, waterfall, scaleMs }: WaterfallBarProps) {
  return (
    <div className="waterfall" role="img" aria-label={waterfallSentence(name, waterfall)}>
      <WaterfallParts waterfall={waterfall} scaleMs={scaleMs} />
      <span className="waterfall-value" data-hint="mean">
        {formatMs(waterfallParts(waterfall).totalMs)}
      </span>
    </div>
  );
}
