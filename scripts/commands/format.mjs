/** `npm run format`: formats and mends what can be mended. */
import { runTool } from '../tools.mjs';

export const run = () => runTool('biome', ['check', '--write', '.']);
