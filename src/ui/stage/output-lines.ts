/**
 * Outputs of a custom model as lines for a small plate: shape, range and largest numbers of each, as many as there is
 * room for. Pure; it measures no text.
 */
import type { OutputNumbers } from '../../domain/result';
import { shapeWords, topWords, valueWords } from './what-it-sees';

export interface OutputLine {
  /** `name` stands out, `dim` steps back. */
  readonly weight: 'name' | 'text' | 'dim';
  readonly text: string;
}

/** Largest numbers that are listed: of one output alone, and of each of several. */
const TOP_ALONE = 5;
const TOP_AMONG = 2;

function linesOf(output: OutputNumbers, alone: boolean): readonly OutputLine[] {
  const { name, shape, low, high, mean, top } = output;
  return [
    { weight: 'name', text: name },
    { weight: 'dim', text: shapeWords(shape) },
    { weight: 'text', text: `${valueWords(low)} to ${valueWords(high)}` },
    ...(alone ? [{ weight: 'dim', text: `mean ${valueWords(mean)}` } as const] : []),
    ...top
      .slice(0, alone ? TOP_ALONE : TOP_AMONG)
      .map((one): OutputLine => ({ weight: 'text', text: topWords(one) })),
  ];
}

/** @param rows how many lines there is room for. Outputs that are left out are counted in the last. */
export function outputLines(outputs: readonly OutputNumbers[], rows: number): readonly OutputLine[] {
  const alone = outputs.length === 1;
  const lines: OutputLine[] = [];
  for (const [index, output] of outputs.entries()) {
    const left = outputs.length - index;
    const own = linesOf(output, alone);
    // Name, shape and range say the least that is worth a place.
    if (index > 0 && lines.length + Math.min(3, own.length) > rows) {
      return [...lines.slice(0, rows - 1), { weight: 'dim', text: `and ${left} more` }];
    }
    lines.push(...own.slice(0, Math.max(0, rows - lines.length)));
  }
  return lines.slice(0, Math.max(0, rows));
}

/** Shortens in the middle: names of layers differ at both ends. */
export function shortened(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const tail = Math.floor((characters - 1) / 3);
  return `${text.slice(0, Math.max(0, characters - 1 - tail))}…${tail === 0 ? '' : text.slice(-tail)}`;
}
