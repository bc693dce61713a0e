/** Why a file from outside is refused, in one form: the file, what is wrong, what to try. */
import { EngineError, type ErrorCode } from '../domain/errors';

/** @param at path of the file, as it was given @param why "has no topology: …", without a full stop. */
export const refusal = (code: ErrorCode, at: string, why: string, cause?: unknown): EngineError =>
  new EngineError(code, `${shortened(at, 160)}: ${why}.`, cause === undefined ? undefined : { cause });

/** A name from outside in quotation marks, cut where it is longer than people read. */
export const quoted = (name: string): string => `“${shortened(name, 80)}”`;

/** The end of a path says more than its start. */
const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `…${text.slice(-length)}`;

/** Any value of a document, short enough for a sentence. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
}
