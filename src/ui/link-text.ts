/**
 * The document in a link: JSON as base64url. Reading it tells a link that was cut off from one that is no link at all.
 * It knows no scenario.
 */
import { EngineError } from '../domain/errors';

export const invalidLink = (why: string): EngineError =>
  new EngineError('link-invalid', `The link is not valid: ${why}.`);

export const cutLink = (where: string): EngineError =>
  new EngineError(
    'link-cut',
    `The link is cut off: it ends ${where}. Copy it again, all of it; some messengers break long links.`,
  );

export function encodeLink(document: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws EngineError `link-cut` | `link-invalid`. The length is the caller's to bound. */
export function decodeLink(text: string): unknown {
  if (text === '') throw cutLink('before the scenario begins');
  const json = textOf(bytesOf(text));
  try {
    return JSON.parse(json);
  } catch {
    // What the parser says of it differs from browser to browser.
    throw endsEarly(json) ? cutLink('in the middle of the scenario') : invalidLink('it carries no JSON');
  }
}

function bytesOf(text: string): Uint8Array {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  // Four letters are three bytes: one letter over is half a byte. What is left of such a link can still be read.
  const whole = base64.length % 4 === 1 ? base64.slice(0, -1) : base64;
  try {
    return Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
  } catch {
    throw invalidLink('the part after #s= is not base64url text');
  }
}

/** A letter that is cut in two at the end is left out; bytes that are no text are refused. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    throw invalidLink('the part after #s= is not text');
  }
}

/** Whether an object begins and neither it nor the text that it ends in is closed: one pass, no recursion. */
function endsEarly(json: string): boolean {
  if (!json.trimStart().startsWith('{')) return json.trim() === '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at];
    if (quoted && letter === '\\') at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '{' || letter === '[')) depth += 1;
    else if (!quoted && (letter === '}' || letter === ']')) {
      depth -= 1;
      if (depth <= 0) return false;
    }
  }
  return depth > 0;
}
