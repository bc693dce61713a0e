/** Names of classes from a text file: a line each, a JSON list, or `number,name`. It must not know models. */
import { MAX_LABEL_LENGTH, MAX_LABELS } from '../domain/custom-model';
import { EngineError } from '../domain/errors';

/** A file of 20 000 labels of full length has 10 MB at most. */
const MAX_TEXT_LENGTH = MAX_LABELS * (MAX_LABEL_LENGTH + 16) * 4;

/**
 * @param expected how many classes the model has; null when that is not known.
 * @throws EngineError `labels-unreadable` | `labels-length`.
 */
export function parseLabels(text: string, expected: number | null): readonly string[] {
  if (text.length > MAX_TEXT_LENGTH) throw unreadable(`it has ${text.length} characters`);
  const clean = text.replace(/^\uFEFF/, '');
  if (clean.includes('\0')) throw unreadable('it is not text');
  const labels = /^\s*[[{]/.test(clean) ? fromJson(clean) : fromLines(clean);
  if (labels.length === 0) throw unreadable('it is empty');
  if (labels.length > MAX_LABELS) throw unreadable(`it has ${labels.length} labels, ${MAX_LABELS} are read`);
  const long = labels.findIndex((label) => label.length > MAX_LABEL_LENGTH);
  if (long !== -1) {
    throw unreadable(
      `label ${long} has ${labels[long]?.length} characters, ${MAX_LABEL_LENGTH} are the most`,
    );
  }
  if (expected !== null && labels.length !== expected) {
    throw new EngineError(
      'labels-length',
      `The labels file has ${labels.length} labels, the model has ${expected} classes: bring the file that belongs to this model.`,
    );
  }
  return labels;
}

const unreadable = (why: string): EngineError =>
  new EngineError('labels-unreadable', `The labels file cannot be read: ${why}. Put one label on each line.`);

/** A list of texts, or an object from class numbers to texts (`{"0": "cat"}`). */
function fromJson(text: string): readonly string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw unreadable('it begins like JSON and is none');
  }
  if (Array.isArray(parsed)) return parsed.map(labelOf);
  return numbered(Object.entries(parsed ?? {}).map(([key, label]) => [key, labelOf(label)] as const));
}

function labelOf(label: unknown): string {
  if (typeof label !== 'string') throw unreadable('it lists something that is no text');
  return label.trim();
}

function fromLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  const rows = lines.map((line) => /^(\d{1,6})\s*[,;\t:]\s*(.+)$/.exec(line));
  const heading =
    rows[0] === null && rows.length > 1 && /^(index|id|class)\w*\s*[,;\t]/i.test(lines[0] ?? '') ? 1 : 0;
  const entries = rows
    .slice(heading)
    .flatMap((row) => (row === null ? [] : [[row[1] ?? '', unquoted(row[2] ?? '')] as const]));
  const isTable = entries.length > 0 && entries.length === rows.length - heading;
  return isTable ? numbered(entries) : lines;
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1').replaceAll('""', '"');

/** Every number from 0 or from 1 on, once each. */
function numbered(entries: readonly (readonly [string, string])[]): readonly string[] {
  const byNumber = new Map(entries.map(([key, label]) => [Number(key), label]));
  const start = byNumber.has(0) ? 0 : 1;
  const labels = entries.map((_, index) => byNumber.get(index + start));
  if (byNumber.size !== entries.length || labels.includes(undefined)) {
    throw unreadable('its numbers do not run from 0 without a gap');
  }
  return labels.flatMap((label) => label ?? []);
}
