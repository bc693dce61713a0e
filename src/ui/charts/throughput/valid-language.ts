/**
 * uPlot makes a format for numbers of the browser's language as it loads, and throws where that is none: WebKitGTK on a system
 * without a locale calls it "C". It must be called before uPlot is fetched; it knows nothing of charts.
 */

/** Gives the browser a language that exists where it has none; elsewhere nothing changes. */
export function ensureValidLanguage(browser: { readonly language: string } = navigator): void {
  try {
    Intl.getCanonicalLocales(browser.language);
  } catch {
    Object.defineProperty(browser, 'language', { value: 'en', configurable: true });
  }
}
