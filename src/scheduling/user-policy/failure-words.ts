/** What went wrong in a user's policy as a message: what, in which line, what to try. It knows texts only, no sandbox. */
import { EngineError } from '../../domain/errors';

/** The name under which the user's source is compiled: stacks carry it. */
export const SOURCE_NAME = 'policy.js';

const TOLD_CHARACTERS = 300;

export const policyInvalid = (what: string, cause?: unknown): EngineError =>
  new EngineError(
    'policy-invalid',
    `Your policy ${what}. Correct it and apply it again; until then requests are served first in, first out.`,
    cause === undefined ? undefined : { cause },
  );

/** @param described `name: message`, then the stack, as the sandbox tells them. */
export function thrownWords(described: string): string {
  const end = described.indexOf('\n');
  const message = described.slice(0, end < 0 ? TOLD_CHARACTERS : Math.min(end, TOLD_CHARACTERS));
  const line = new RegExp(`${SOURCE_NAME}:(\\d+)`).exec(described)?.[1];
  const where = line === undefined ? '' : ` in line ${line}`;
  if (message.startsWith('SyntaxError: ')) return `does not read${where}: ${message.slice(13)}`;
  if (message.includes('out of memory')) return `ran out of memory${where}`;
  return `failed${where}: ${message}`;
}
