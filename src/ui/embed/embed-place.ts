/**
 * What the address says of a frame: `?embed=1&show=stage,latency&parent=https://slides.example`. Whoever frames the
 * page writes it, so that nothing here is believed beyond its form; the server sends its headers by the same rule.
 */

const EMBED_PARTS = [
  'stage',
  'placement',
  'throughput',
  'latency',
  'contention',
  'machine',
  'timeline',
] as const;
export type EmbedPart = (typeof EMBED_PARTS)[number];

export interface EmbedPlace {
  /** In the order asked for, each once; the stage when nothing is asked for. */
  readonly show: readonly EmbedPart[];
  /** The origin that commands are taken from; null when none is given: the page's own. */
  readonly parent: string | null;
  /** What is wrong with the address, in words; null when nothing is. */
  readonly problem: string | null;
}

/** Scheme, host and port as browsers write an origin. `src/hosting/embed-answer.ts` has the same. */
const ORIGIN = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/** The origin that `text` is, as browsers write it; null when it is none (a path, a wildcard, another scheme). */
export function parentOriginOf(text: string): string | null {
  if (!ORIGIN.test(text)) return null;
  try {
    const { origin } = new URL(text);
    return ORIGIN.test(origin) ? origin : null;
  } catch {
    return null;
  }
}

/** Null when the page is not asked to be a frame. */
export function embedPlaceOf(search: string): EmbedPlace | null {
  const asked = new URLSearchParams(search);
  if (asked.get('embed') !== '1') return null;
  const given = asked.get('parent');
  const parent = given === null ? null : parentOriginOf(given);
  const words = (asked.get('show') ?? '').split(',').filter((word) => word !== '');
  const show = EMBED_PARTS.filter((part) => words.includes(part)).toSorted(
    (a, b) => words.indexOf(a) - words.indexOf(b),
  );
  const unknown = words.find((word) => !EMBED_PARTS.some((part) => part === word));
  return { show: show.length === 0 ? ['stage'] : show, parent, problem: problemOf(given, parent, unknown) };
}

function problemOf(given: string | null, parent: string | null, unknown: string | undefined): string | null {
  if (given !== null && parent === null)
    return `The address of this frame says parent=${short(given)}, which is no origin like https://slides.example. Commands are taken from the playground’s own site alone.`;
  if (unknown !== undefined)
    return `The address of this frame says show=…${short(unknown)}…; a frame shows ${EMBED_PARTS.join(', ')}.`;
  return null;
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
