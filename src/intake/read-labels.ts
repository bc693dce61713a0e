/** A labels file as names of classes, its size bounded before it is read. Must not know which model it is for. */
import { EngineError } from '../domain/errors';
import { parseLabels } from '../sources/labels';
import { inMegabytes } from './megabytes';

/** 20 000 labels of full length in UTF-8 have 10 MB. */
const MAX_BYTES = 10e6;

/** @throws EngineError `labels-unreadable` | `labels-length`. */
export async function readLabels(file: Blob, expected: number | null): Promise<readonly string[]> {
  if (file.size > MAX_BYTES) {
    throw new EngineError(
      'labels-unreadable',
      `The labels file has ${inMegabytes(file.size)}, at most ${inMegabytes(MAX_BYTES)} are read: put one label on each line.`,
    );
  }
  let text: string;
  try {
    text = await file.text();
  } catch (cause) {
    // Browsers refuse to read a file that was changed, moved or deleted.
    throw new EngineError(
      'labels-unreadable',
      'The labels file cannot be read any more, most likely because it changed since it was picked: pick it again.',
      { cause },
    );
  }
  return parseLabels(text, expected);
}
