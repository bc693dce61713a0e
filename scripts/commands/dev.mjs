/** `npm run dev`: Vite's development server; arguments go to Vite. */
import { runTool } from '../tools.mjs';

/** @param {string[]} args */
export const run = (args) => runTool('vite', args);
