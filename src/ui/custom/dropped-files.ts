/** The files of a drop with their folders walked. What a drop holds is only there while its event is handled. */
import { EngineError } from '../../domain/errors';
import type { GivenFile } from '../../protocol/intake-contract';

/** More is no model: a home folder that is dropped by mistake is not read to its end. */
const MOST_FILES = 2000;

export interface DroppedFile extends GivenFile {
  readonly blob: File;
  readonly type: string;
}

/** As the walker reads it. */
interface HeldItem {
  readonly kind: 'file';
  webkitGetAsEntry(): FileSystemEntry | null;
  getAsFile(): File | null;
}

/** Takes hold of what is dropped, at once. */
export function heldItems({ items }: DataTransfer): readonly HeldItem[] {
  return [...items].flatMap((item) => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    return [{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => file }];
  });
}

/**
 * Walks folders; the walker's code is fetched at the first drop.
 * @throws EngineError `model-too-large` when there are more files than a model can have; Error when one cannot be read.
 */
export async function walked(items: readonly HeldItem[]): Promise<readonly DroppedFile[]> {
  const { fromEvent } = await import('file-selector');
  const count = { left: MOST_FILES };
  const bounded = items.map((item) => ({
    ...item,
    webkitGetAsEntry: () => boundedEntry(item.webkitGetAsEntry(), count),
  }));
  // It reads a drop's `items` and `type`, and nothing else of an event.
  const event = { type: 'drop', dataTransfer: { items: bounded } } as unknown as Event;
  const found = await fromEvent(event);
  if (count.left < 0) {
    const text = `There are more than ${MOST_FILES} files in what was dropped. Drop the folder of the model itself.`;
    throw new EngineError('model-too-large', text);
  }
  return found.flatMap((one) => (one instanceof File ? [givenFile(one)] : []));
}

/** A file as it was dropped or picked, with the folders that the browser or the walker tells. */
export function givenFile(file: File): DroppedFile {
  const told = 'path' in file && typeof file.path === 'string' ? file.path : file.webkitRelativePath;
  return { path: (told || file.name).replace(/^\.?\//, ''), blob: file, type: file.type };
}

type Entry = FileSystemEntry & Partial<Pick<FileSystemDirectoryEntry, 'createReader'>>;

/** The same folder, which shows no more entries once too many were seen. */
function boundedEntry(entry: Entry | null, count: { left: number }): FileSystemEntry | null {
  if (entry?.createReader === undefined) return entry;
  const reader = entry.createReader();
  const { isDirectory, isFile, fullPath, name } = entry;
  const readEntries: FileSystemDirectoryReader['readEntries'] = (onBatch, onError) =>
    reader.readEntries((batch) => {
      count.left -= batch.length;
      onBatch(count.left < 0 ? [] : batch.flatMap((one) => boundedEntry(one, count) ?? []));
    }, onError);
  const folder = { isDirectory, isFile, fullPath, name, createReader: () => ({ readEntries }) };
  return folder as unknown as FileSystemEntry; // the walker lists folders and does nothing else with them
}
