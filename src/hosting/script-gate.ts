/**
 * Which addresses may become scripts: those of this app's own folder. The browser asks it, by Trusted Types' default policy,
 * for every worker, service worker and script element; HTML and script text from strings get no answer, which refuses them.
 */

/** A slash or backslash that is written so that only a server reads it as one. */
const HIDDEN_SEPARATOR = /%2f|%5c/i;

/**
 * @param given as it was handed to the browser, relative addresses included.
 * @param base what it is relative to.
 * @param folder absolute, of the app, ending in a slash.
 * @returns the address in full; null when it is not below the folder.
 */
export function scriptAddress(given: string, base: string, folder: string): string | null {
  if (!URL.canParse(given, base)) return null;
  const [url, own] = [new URL(given, base), new URL(folder)];
  const below =
    url.protocol === own.protocol && url.host === own.host && url.pathname.startsWith(own.pathname);
  return below && !HIDDEN_SEPARATOR.test(url.pathname) ? url.href : null;
}

/** What of the browser the gate needs; no library of TypeScript's has it for workers yet. */
export interface GatedScope {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { readonly createScriptURL: (given: string) => string | null },
    ): unknown;
  };
  readonly location: { readonly href: string };
}

/** Does nothing where the browser has no Trusted Types. @param folder as above */
export function guardScripts({ trustedTypes, location }: GatedScope, folder: string): void {
  trustedTypes?.createPolicy('default', {
    createScriptURL: (given) => scriptAddress(given, location.href, folder),
  });
}
