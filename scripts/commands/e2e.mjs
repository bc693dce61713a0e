/** `npm run e2e`: end-to-end tests of the built app in a real Chromium; arguments go to Playwright. */
import { obtainBrowser } from '../browser/obtain-browser.mjs';
import { ensureBuilt } from '../server/built.mjs';
import { serve } from '../server/serve.mjs';
import { runTool } from '../tools.mjs';

/** @param {string[]} args */
export async function run(args) {
  const browser = obtainBrowser();
  await ensureBuilt();
  const { address, close } = await serve({ port: 0 });
  try {
    const env = { ...process.env, PLAYGROUND_ADDRESS: address, PLAYGROUND_BROWSER: browser };
    return await runTool('playwright', ['test', ...args], env);
  } finally {
    await close();
  }
}
