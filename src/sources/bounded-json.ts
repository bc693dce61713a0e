/**
 * Parses a document from outside within bounds: size, nesting and the number of values are counted in its bytes before
 * the parser makes anything of them. It must not know what the document is for.
 */
import { isRecord } from './json-value';
import { MAX_DESCRIPTION_BYTES, MAX_JSON_DEPTH, MAX_JSON_VALUES } from './limits';
import { quoted, refusal } from './refusal';

/** Names that reach an object's prototype when they are assigned; TensorFlow.js assigns by name. */
const UNSAFE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
export const isUnsafeName = (name: string): boolean => UNSAFE_NAMES.has(name);

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** @throws EngineError `model-too-large`. */
export function assertDescriptionSize(at: string, bytes: number): void {
  if (bytes <= MAX_DESCRIPTION_BYTES) return;
  throw refusal(
    'model-too-large',
    at,
    `has ${mebibytes(bytes)}, a model’s description may have ${mebibytes(MAX_DESCRIPTION_BYTES)}; weights belong in files of their own`,
  );
}

/** @throws EngineError `model-not-json` | `model-too-large`. */
export function parseBoundedJson(at: string, bytes: Uint8Array): unknown {
  assertDescriptionSize(at, bytes.length);
  const { depth, values } = extentOf(bytes);
  if (depth > MAX_JSON_DEPTH) {
    throw refusal('model-too-large', at, `is nested ${depth} levels deep, ${MAX_JSON_DEPTH} are read`);
  }
  if (values > MAX_JSON_VALUES) {
    throw refusal('model-too-large', at, `holds more than ${MAX_JSON_VALUES} values`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refusal(
      'model-not-json',
      at,
      `is not JSON (${startOf(bytes)}): is it whole, and the right file?`,
      cause,
    );
  }
}

/** Deepest nesting and an upper bound of the values, outside of strings. Brackets and quotes are ASCII in UTF-8. */
function extentOf(bytes: Uint8Array): { depth: number; values: number } {
  let level = 0;
  let depth = 0;
  let values = 1;
  let inText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inText) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x5b || byte === 0x7b) {
      level += 1;
      values += 1;
      if (level > depth) depth = level;
    } else if (byte === 0x5d || byte === 0x7d) level -= 1;
    else if (byte === 0x2c) values += 1;
  }
  return { depth, values };
}

/** What it looks like instead, for the message. */
function startOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty';
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (/^<(!doctype|html|\?xml)/i.test(start)) return 'it is a web page';
  return /^[[{]/.test(start) ? 'it breaks off or has a stray sign' : 'it starts otherwise';
}

/**
 * No key of the document reaches a prototype, at any depth.
 * @throws EngineError `model-malformed`.
 */
export function assertSafeKeys(at: string, document: unknown): void {
  const left: unknown[] = [document];
  while (left.length > 0) {
    const value = left.pop();
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) left.push(item);
    } else if (isRecord(value)) {
      for (const key of Object.keys(value)) {
        if (isUnsafeName(key)) {
          throw refusal(
            'model-malformed',
            at,
            `has a field named ${quoted(key)}, which no model needs: it is refused`,
          );
        }
        const item = value[key];
        if (typeof item === 'object' && item !== null) left.push(item);
      }
    }
  }
}
