/** A browser whose language is none gets one; all others keep theirs. */
import { expect, it } from 'vitest';
import { ensureValidLanguage } from './valid-language';

it.each([
  ['C', 'en'],
  ['', 'en'],
  ['de-AT', 'de-AT'],
])('the language "%s" is "%s" from then on, and makes a format', (language, then) => {
  const browser = { language };
  ensureValidLanguage(browser);
  expect(browser.language).toBe(then);
  expect(() => new Intl.NumberFormat(browser.language)).not.toThrow();
});
