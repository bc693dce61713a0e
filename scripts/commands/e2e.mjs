/** `npm run e2e`: end-to-end tests of the built app in a real Chromium; arguments go to Playwright. */
import { obtainBrowser } from '../browser/obtain-browser.mjs';
import { obtainOtherBrowsers } from '../browser/other-browsers.mjs';
import { APP, ensureBuilt, LAB } from '../server/built.mjs';
import { serve } from '../server/serve.mjs';
import { runTool } from '../tools.mjs';

/** @param {string[]} args */
export async function run(args) {
  const browser = obtainBrowser();
  // Of single tests only the tour needs them.
  if (args.length === 0 || args.some((argument) => argument.includes('browsers'))) obtainOtherBrowsers();
  await ensureBuilt(APP);
  await ensureBuilt(LAB);
  const app = await serve(APP);
  const lab = await serve(LAB);
  try {
    return await runTool('playwright', ['test', ...args], {
      ...process.env,
      PLAYGROUND_ADDRESS: app.address,
      LAB_ADDRESS: lab.address,
      PLAYGROUND_BROWSER: browser,
    });
  } finally {
    await app.close();
    await lab.close();
  }
}
