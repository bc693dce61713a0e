/**
 * What differs in the answer for a page that is to stand in a frame (`?embed=1`): who may frame it, and that a page
 * which is itself isolated may. Only the document's own answer; everything that it loads is answered as always.
 */

/** Scheme, host and port as browsers write an origin: nothing that could end a directive. The page judges by the same. */
const ORIGIN = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/** The page, whatever folder it is served from; never a worker, a model or another page. */
const DOCUMENT = /\/(index\.html)?$/;

export interface EmbedAnswer {
  /** The source of `frame-ancestors`. */
  readonly ancestors: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Null for every address but a frame's. */
export function embedAnswer({ pathname, searchParams }: URL): EmbedAnswer | null {
  if (!DOCUMENT.test(pathname) || searchParams.get('embed') !== '1') return null;
  const parent = searchParams.get('parent');
  const ancestors = parent !== null && ORIGIN.test(parent) ? parent : "'self'";
  return { ancestors, headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' } };
}
