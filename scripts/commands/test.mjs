/** `npm test`: everything that must hold: the checks, then the end-to-end tests. */
import { run as check } from './check.mjs';
import { run as e2e } from './e2e.mjs';

export async function run() {
  const checked = await check();
  const ended = await e2e([]);
  return checked === 0 && ended === 0 ? 0 : 1;
}
