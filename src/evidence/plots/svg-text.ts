/** Text in SVG and HTML: escaped, broken into lines by an estimate of its width (no document measures it here). */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Leaves out what XML cannot hold, not even escaped. */
export const holdable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML cannot hold.
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');

export const escaped = (text: string): string =>
  holdable(text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign));

/** Shares of the font's size, of the widest of the common system fonts, so that nothing is cut where another is used. */
const WIDTHS: readonly (readonly [signs: RegExp, share: number])[] = [
  [/[ilj.,:;'’|!]/, 0.32],
  [/[ ftr()[\]/-]/, 0.4],
  [/[mwMW%…@]/, 0.97],
  [/[A-Z]/, 0.7],
];
const ANY_SIGN = 0.62;

const shareOf = (sign: string): number => WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? ANY_SIGN;

/** px. */
export function estimatedWidth(text: string, size: number): number {
  let shares = 0;
  for (const sign of text) shares += shareOf(sign);
  return shares * size;
}

/** How many signs of a name fit. */
export const signsIn = (width: number, size: number): number =>
  Math.max(3, Math.floor(width / (size * ANY_SIGN)));

/** Lines of whole words that fit into `width` px; a word that is longer than a line is cut. */
export function lines(text: string, width: number, size: number): readonly string[] {
  const found: string[] = [];
  let line = '';
  for (const word of text.replaceAll(' %', '\u00a0%').split(/[ \n]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (estimatedWidth(longer, size) <= width) line = longer;
    else {
      if (line !== '') found.push(line);
      line = estimatedWidth(word, size) <= width ? word : word.slice(0, signsIn(width, size));
    }
  }
  return line === '' ? found : [...found, line];
}
