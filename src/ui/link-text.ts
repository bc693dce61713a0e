/**
 * The document in a link: JSON as base64url, plain or compressed. Reading it tells a link that was cut off from one that
 * was edited or is no link at all. It knows no scenario.
 */
import { EngineError } from '../domain/errors';
import { compressed, type Damage, decompressed, MAX_DOCUMENT } from './link-compression';

/** How a document stands in a link: `s` is plain, and is written only where it is the shorter one; `z` is compressed. */
type LinkForm = 's' | 'z';

export const invalidLink = (why: string): EngineError =>
  new EngineError('link-invalid', `The link is not valid: ${why}.`);

export const cutLink = (where: string): EngineError =>
  new EngineError(
    'link-cut',
    `The link is cut off: it ends ${where}. Copy it again, all of it; some messengers break long links.`,
  );

/** The shorter form as `z=…` or `s=…`; null for a document that no link could be read with. */
export function encodeLink(document: unknown): string | null {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  if (bytes.length > MAX_DOCUMENT) return null;
  const packed = compressed(bytes);
  return packed.length < bytes.length ? `z=${base64url(packed)}` : `s=${base64url(bytes)}`;
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws EngineError `link-cut` | `link-invalid` | `link-too-long`. The length of `text` is the caller's to bound. */
export function decodeLink(form: LinkForm, text: string): unknown {
  if (text === '') throw cutLink('before the scenario begins');
  const bytes = bytesOf(form, text);
  const json = textOf(form, form === 'z' ? documentOf(bytes) : bytes);
  try {
    return JSON.parse(json);
  } catch {
    // What the parser says of it differs from browser to browser.
    throw endsEarly(json) ? cutLink('in the middle of the scenario') : invalidLink('it carries no JSON');
  }
}

function bytesOf(form: LinkForm, text: string): Uint8Array {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  // Four letters are three bytes: one letter over is half a byte. What is left of such a link can still be read.
  const whole = base64.length % 4 === 1 ? base64.slice(0, -1) : base64;
  try {
    return Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
  } catch {
    throw invalidLink(`the part after #${form}= is not base64url text`);
  }
}

const REFUSALS: Readonly<Record<Damage, () => EngineError>> = {
  cut: () => cutLink('in the middle of the scenario'),
  'not-compressed': () => invalidLink('the part after #z= is not what this app compresses scenarios to'),
  changed: () =>
    invalidLink(
      'it was changed on the way, so that its checksum does not match. Copy it again from where it came',
    ),
  'too-large': () =>
    new EngineError(
      'link-too-long',
      `The link swells to more than ${MAX_DOCUMENT / 2 ** 20} MiB when it is unpacked, and was not unpacked further. No link that this app writes does: ask for it again.`,
    ),
};

function documentOf(stream: Uint8Array): Uint8Array {
  const bytes = decompressed(stream);
  if (typeof bytes === 'string') throw REFUSALS[bytes]();
  return bytes;
}

/** A letter that is cut in two at the end is left out; bytes that are no text are refused. */
function textOf(form: LinkForm, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    throw invalidLink(`the part after #${form}= is not text`);
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
