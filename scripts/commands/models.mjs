/** `npm run models -- [ids… | all]`: assembles models (nothing named: the default set) and says which are missing. */
import { main } from '../assemble-models.mjs';

/** @param {string[]} args */
export const run = (args) => main(args);
