/** `npm run build`: writes `dist/`, a static folder that any host can serve (see README); `--base /x/` for one folder alone. */
import { parseArgs } from 'node:util';
import { basePath } from '../server/base-path.mjs';
import { APP, buildSite } from '../server/built.mjs';

/** @param {string[]} args */
export async function run(args) {
  const { values } = parseArgs({ args, options: { base: { type: 'string', default: APP.base } } });
  const base = basePath(values.base);
  await buildSite({ ...APP, base });
  console.log(
    base === APP.base ? 'The app stands in dist/.' : `The app stands in dist/, to be served as ${base}.`,
  );
  return 0;
}
