/**
 * A document as JSON that people can read and programs can compare: two spaces a level, lists of plain values on one line,
 * a newline at the end. It keeps the order of keys.
 */

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** @param value as `JSON.parse` gives it; fields without a value are left out. */
export function jsonText(value: unknown): string {
  const parts: string[] = [];
  write(value, '', parts);
  parts.push('\n');
  return parts.join('');
}

function write(value: unknown, indent: string, parts: string[]): void {
  if (Array.isArray(value)) writeList(value, indent, parts);
  else if (isPlain(value)) parts.push(JSON.stringify(value) ?? 'null');
  else writeFields(Object.entries(value as object), indent, parts); // not plain and no list: an object
}

function writeList(values: readonly unknown[], indent: string, parts: string[]): void {
  if (values.every(isPlain)) {
    parts.push(`[${values.map((value) => JSON.stringify(value) ?? 'null').join(', ')}]`);
    return;
  }
  const deeper = `${indent}  `;
  values.forEach((value, index) => {
    parts.push(index === 0 ? '[\n' : ',\n', deeper);
    write(value, deeper, parts);
  });
  parts.push(`\n${indent}]`);
}

function writeFields(entries: readonly [string, unknown][], indent: string, parts: string[]): void {
  const given = entries.filter(([, value]) => value !== undefined);
  if (given.length === 0) {
    parts.push('{}');
    return;
  }
  const deeper = `${indent}  `;
  given.forEach(([key, value], index) => {
    parts.push(index === 0 ? '{\n' : ',\n', deeper, JSON.stringify(key), ': ');
    write(value, deeper, parts);
  });
  parts.push(`\n${indent}}`);
}
