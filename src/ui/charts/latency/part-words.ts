/** What the parts of a waterfall are called and where the glossary explains them. */
import type { Waterfall } from '../../../domain/run-file';
import { formatMs } from '../../format';
import type { Term } from '../../glossary';
import { type PartKind, waterfallParts } from './waterfall-parts';

export const PART_WORDS: Readonly<Record<PartKind, readonly [Term, string]>> = {
  queueing: ['queueing', 'queueing'],
  transport: ['transport', 'transport'],
  preprocess: ['preprocess', 'pre-processing'],
  own: ['own-compute', 'own work'],
  compute: ['compute', 'compute (own + slowed)'],
  slowed: ['slowed', 'slowed by neighbours'],
  preempted: ['preempted', 'preempted'],
  readback: ['readback', 'readback'],
  decode: ['decode', 'decode'],
};

/** A figure of a column whose head says "ms": the unit is left out, seconds keep theirs. */
export const bareMs = (value: number | null): string => formatMs(value).replace(/\s*ms$/u, '');

/** Exact values by part, a negative slowdown included. */
export function partRows(waterfall: Waterfall): readonly (readonly [Term, string, string])[] {
  const { parts, fasterMs } = waterfallParts(waterfall);
  const rows = parts.map(({ kind, ms }) => [...PART_WORDS[kind], formatMs(ms)] as const);
  if (fasterMs === 0) return rows;
  const [term, words] = PART_WORDS.slowed;
  return [...rows, [term, words, `−${formatMs(fasterMs)}`]];
}

/** One sentence for who cannot see the bar. */
export function waterfallSentence(name: string, waterfall: Waterfall | null): string {
  if (waterfall === null) return `${name}: no completed requests in the window`;
  const rows = partRows(waterfall).map(([, words, value]) => `${words} ${value}`);
  return `${name}: mean latency ${formatMs(waterfallParts(waterfall).totalMs)}: ${rows.join(', ')}`;
}
