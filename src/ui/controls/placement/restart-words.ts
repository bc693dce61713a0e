/** When what failed starts again by itself, in words that a card has room for. Pure. */

const ENDINGS: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };

/** "1st", "2nd", "11th". */
export function ordinal(number: number): string {
  const teen = Math.floor(number / 10) % 10 === 1;
  return `${number}${teen ? 'th' : (ENDINGS[number % 10] ?? 'th')}`;
}

/**
 * "starts again in 3 s (2nd of 5)". Some failures are tried again once only, so the first start is not numbered.
 * @param restart which start by itself it is, from 1, and when, ms since the epoch.
 * @param most starts by itself before it gives up.
 */
export function restartWords(
  restart: { readonly attempt: number; readonly at: number },
  now: number,
  most: number,
): string {
  const seconds = Math.ceil((restart.at - now) / 1000);
  const when = seconds > 0 ? `in ${seconds}\u202fs` : 'now';
  const which = restart.attempt > 1 ? ` (${ordinal(restart.attempt)} of ${most})` : '';
  return `starts again ${when}${which}`;
}
