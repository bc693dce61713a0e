/** The folder of a host that the app is built for. */

/** From a slash to a slash, of what needs no escape in an address. */
const ABSOLUTE = /^\/([\w.~-]+\/)*$/;

/**
 * @param {string} text as somebody typed it
 * @returns the same text, when it is one
 * @throws {Error} that says how one is written
 */
export function basePath(text) {
  const dots = /(^|\/)\.{1,2}\//.test(text.replace(/^\.\//, ''));
  if (text === './' || (ABSOLUTE.test(text) && !dots)) return text;
  throw new Error(
    `--base is "${text}": it should be the path of the folder on its host, from slash to slash, such as /playground/; or ./ (the default), which works in any folder.`,
  );
}
