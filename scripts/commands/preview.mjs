/** `npm run preview`: serves the built app as `npm start` does, without opening a browser. */
import { run as start } from './start.mjs';

/** @param {string[]} args */
export const run = (args) => start(['--no-open', ...args]);
