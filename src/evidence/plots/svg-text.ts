/** Text in SVG and HTML: escaped, broken into lines by an estimate of its width (no document measures it here). */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also leaves out what XML cannot hold. */
export const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML cannot hold.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');

/** Of an average sign of the page's font, as a share of its size; on the safe side. */
const SIGN = 0.58;
export const estimatedWidth = (text: string, size: number): number => text.length * size * SIGN;

/** Lines of whole words that fit into `width` px. */
export function lines(text: string, width: number, size: number): readonly string[] {
  const most = Math.max(8, Math.floor(width / (size * SIGN)));
  const found: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= most) line = longer;
    else {
      if (line !== '') found.push(line);
      line = word.slice(0, most);
    }
  }
  return line === '' ? found : [...found, line];
}
