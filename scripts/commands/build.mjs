/** `npm run build`: writes `dist/`, a static folder that any host can serve (see README for the headers). */
import { APP, buildSite } from '../server/built.mjs';

export async function run() {
  await buildSite(APP);
  console.log('The app stands in dist/.');
  return 0;
}
