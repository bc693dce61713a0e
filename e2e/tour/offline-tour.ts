/** The network is gone: the app, reloaded, opens and runs all the same, where the browser has service workers. */
import { allServed, openApp } from './smoke-tour.ts';
import type { TourPage } from './tour-page.ts';

/** The app and four models are stored. */
const STORE_MS = 60_000;

/**
 * @param cut ends the server.
 * @returns what was seen, or why it cannot be had here.
 */
export async function offlineTour(
  page: TourPage,
  address: string,
  cut: () => Promise<void>,
): Promise<string> {
  const { driver } = page;
  const has = await driver.evaluate(() => 'serviceWorker' in navigator && 'caches' in globalThis, null);
  if (!has) return 'not here: no service worker in this browser';
  const refused = await driver.evaluate(
    () =>
      Promise.race([
        navigator.serviceWorker.ready.then(() => null),
        new Promise<string>((resolve) => {
          const why = async () => {
            const { installing, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {};
            resolve(
              installing || waiting
                ? 'the service worker is not ready in time'
                : 'no service worker came to be',
            );
          };
          setTimeout(() => void why(), 45_000);
        }),
      ]),
    null,
  );
  if (refused !== null) return `not here: ${refused}`;
  await page.until(
    'the models that ran are stored',
    async () => {
      let weights = 0;
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys())
          if (url.includes('/models/')) weights += 1;
      return weights >= 8 ? weights : null;
    },
    null,
    STORE_MS,
  );
  await cut();
  const isolated = await openApp(page, address);
  await page.press('button', '^Run$');
  return `reloaded without a network: ${isolated}, ${await allServed(page)}`;
}
