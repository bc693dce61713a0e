/** How many bytes a stored value holds, without what the browser adds to it: the same rule for all that is counted. */

const NUMBER_BYTES = 8;

/** A character of a text counts two bytes, as browsers keep them. */
export const textBytes = (text: string): number => 2 * text.length;

/** Buffers and blobs by their length, texts by their characters, other values eight bytes each; names of fields count too. */
export function storedBytes(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (value instanceof Blob) return value.size;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof Date || typeof value !== 'object' || value === null) return NUMBER_BYTES;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + storedBytes(item), 0);
  return Object.entries(value).reduce((sum, [name, item]) => sum + textBytes(name) + storedBytes(item), 0);
}
