/**
 * Recorded arrivals from a text file, for a replayed workload: one instant on each line. It must not know workloads.
 *
 * The first column counts (`,`, `;` or a tab end it); blank lines and lines that begin with `#` are skipped. The unit is what
 * the heading of the column says (`arrival_s`, `t (ms)`, `seconds`); without a heading, or when it names none, ms.
 */
import { EngineError } from '../domain/errors';
import { MAX_REPLAYED } from '../domain/scenario';

/** A line of 10 000 has 200 characters at most. */
const MAX_TEXT_LENGTH = MAX_REPLAYED * 200;
/** What a scenario holds, ms: larger numbers are instants of some clock, and the first of them counts as 0. */
const DAY_MS = 86_400_000;

/**
 * @returns instants after the start in ms, ascending; at least one, at most MAX_REPLAYED.
 * @throws EngineError `arrivals-unreadable`, which names the line.
 */
export function parseArrivalInstants(text: string): number[] {
  if (text.length > MAX_TEXT_LENGTH) throw unreadable(`it has ${text.length} characters`);
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, cell: firstCell(line) }))
    .filter(({ cell }) => cell !== '' && !cell.startsWith('#'));
  const heading = lines[0] !== undefined && numberIn(lines[0].cell) === null ? lines[0].cell : null;
  const rows = heading === null ? lines : lines.slice(1);
  if (rows.length === 0) throw unreadable('it holds no instant');
  if (rows.length > MAX_REPLAYED)
    throw unreadable(`it holds ${rows.length} instants, ${MAX_REPLAYED} are the most`);
  const toMs = heading !== null && namesSeconds(heading) ? 1000 : 1;
  return offsets(rows, toMs);
}

interface Row {
  readonly number: number;
  readonly cell: string;
}

/** @param toMs of one unit of the file. */
function offsets(rows: readonly Row[], toMs: number): number[] {
  const instants: number[] = [];
  for (const { number, cell } of rows) {
    const value = numberIn(cell);
    if (value === null) throw unreadable(`line ${number} is “${cell.slice(0, 40)}”, which is no number`);
    if (value < 0) throw unreadable(`line ${number} is below 0`);
    const ms = value * toMs;
    if (!Number.isFinite(ms))
      throw unreadable(`line ${number} is “${cell.slice(0, 40)}”, which no clock can hold`);
    if (ms < (instants.at(-1) ?? 0))
      throw unreadable(`line ${number} lies before the one in front of it: instants must ascend`);
    instants.push(ms);
  }
  const [first = 0] = instants;
  const shiftMs = (instants.at(-1) ?? 0) > DAY_MS ? first : 0;
  if ((instants.at(-1) ?? 0) - shiftMs > DAY_MS) throw unreadable('it spans more than a day');
  return instants.map((ms) => ms - shiftMs);
}

/** Without quotation marks. */
const firstCell = (line: string): string =>
  (/^[^,;\t]*/.exec(line)?.[0] ?? '').trim().replace(/^"(.*)"$/, '$1');

const numberIn = (cell: string): number | null =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) ? Number(cell) : null;

/** `s`, `sec`, `seconds` as a word of its own, and no word for ms. */
const namesSeconds = (heading: string): boolean => {
  const words = heading.toLowerCase().split(/[^a-z]+/);
  return words.some((word) => /^(s|secs?|seconds?)$/.test(word));
};

const unreadable = (why: string): EngineError =>
  new EngineError(
    'arrivals-unreadable',
    `The file of arrivals cannot be read: ${why}. Put one instant on each line, in ms after the start, or in seconds below a heading that says so.`,
  );
