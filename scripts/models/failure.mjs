/** An expected failure of a script: one sentence for a person, printed without a stack. */
export class Failure extends Error {}

/**
 * What a failed file operation means, in a sentence.
 * @param {unknown} thrown
 * @param {string} what what was being done
 */
export function sentenceOf(thrown, what) {
  if (thrown instanceof Failure) return thrown.message;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk is full: ${what} failed; free some space and run again.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `No permission to write: ${what} failed (${code}).`;
  }
  return `${what} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}.`;
}
