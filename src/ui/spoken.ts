/**
 * Figures as they are read aloud: the number as it stands on the screen, its unit in full. A figure that does not exist is
 * said to be missing, never read as a dash.
 */
import { DASH, formatFactor, formatMs, formatRate } from './format';

type Maybe = number | null | undefined;

const words = (text: string, unit: string): string => (text === DASH ? 'not known yet' : `${text} ${unit}`);

/** "16.6 milliseconds"; from ten seconds on "12.0 seconds". */
export function spokenMs(value: Maybe): string {
  const text = formatMs(value);
  const [number = '', unit] = text.split('\u202f');
  return words(number, unit === 's' ? 'seconds' : 'milliseconds');
}

/** "30.1 inferences per second". */
export const spokenRate = (value: Maybe): string =>
  words(formatRate(value).replace('/s', ''), 'inferences per second');

/** "1.62 times". */
export const spokenFactor = (value: Maybe): string => words(formatFactor(value).replace('×', ''), 'times');
