/**
 * Why a part of the app could not be fetched: the server is silent, or it has another version by now, whose files have
 * other names. It stands with the page's first code: what tells of a missing file must not be a file of its own.
 */

const UNREACHABLE =
  'could not be loaded: the server which gave you this page does not answer. Everything that runs goes on; try again when it is back.';
const GONE =
  'could not be loaded: this tab runs a version of the app that is not there any more. Everything that runs goes on; reload the page for the new one when it suits you.';
const REFUSED =
  'could not be loaded, although the server answers. Everything that runs goes on; try again, and reload the page when that does not help.';

/** What is read of the page's surroundings. */
export interface VersionPlace {
  /** Absolute URL of the page. */
  readonly pageUrl: string;
  /** Absolute URL of the script that this page was started by; null when it is not known. */
  readonly entryUrl: string | null;
  readonly fetch: (url: string, options: RequestInit) => Promise<Pick<Response, 'ok' | 'text'>>;
}

const browserPlace = (): VersionPlace => ({
  pageUrl: new URL('./', document.baseURI).href,
  entryUrl: document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? null,
  fetch: (url, options) => fetch(url, options),
});

/** The rest of a sentence that begins with what is missing. The page that is served now names its own script, or another. */
export async function whyMissing(place: VersionPlace = browserPlace()): Promise<string> {
  try {
    const answer = await place.fetch(place.pageUrl, { cache: 'no-store', credentials: 'same-origin' });
    if (!answer.ok || place.entryUrl === null) return REFUSED;
    const name = place.entryUrl.slice(place.entryUrl.lastIndexOf('/') + 1);
    return (await answer.text()).includes(name) ? REFUSED : GONE;
  } catch {
    return UNREACHABLE;
  }
}
