/** A GPU device that is lost under two tenants, again and again: nothing is lost from the count, and nothing is left behind. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

for (const [backend, losses] of [
  ['webgpu', 10],
  ['webgl', 3],
] as const) {
  test(`${losses} losses of a ${backend} device lose no request from the count, leave no worker and need no network`, async ({
    page,
  }) => {
    test.setTimeout(300_000); // a software GPU compiles both models anew each time
    // Few requests, and no pictures: a software GPU that also draws the page would spend its time on those.
    const seldom = {
      workload: { kind: 'periodic', ratePerSecond: 2, jitterFraction: 0 },
      input: 'random',
    } as const;
    const document = scenarioOf(
      [
        ['a', 'emotion', 'x', { input: 'random', mode: 'eager' }], // always one in flight
        ['b', 'emotion', 'x', { ...seldom, mode: 'eager' }],
        ['c', 'emotion', 'y', seldom],
      ],
      { backend },
    );
    const [x, y] = document.executors;
    if (x === undefined || y === undefined) throw new Error('the scenario has two executors');
    const playground = await PlaygroundPage.running(page, {
      ...document,
      executors: [x, { ...y, backend: 'wasm' }],
    });
    const standing = async () => {
      const { tenants } = await playground.snapshot();
      for (const one of tenants) {
        const known = one.completions + one.failed + one.dropped + one.rejected + one.queued + one.inFlight;
        expect(known, one.config.id).toBe(one.arrivals);
      }
      return { tenants, workers: page.workers().length };
    };
    await playground.keepFailures();
    await page.waitForFunction(() =>
      globalThis.playground
        .snapshot()
        ?.tenants.every(({ status, completions }) => status.kind === 'running' && completions > 0),
    ); // figures begin anew once all run
    const fetched: string[] = [];
    page.context().on('request', (request) => {
      if (request.url().includes('/models/')) fetched.push(request.url());
    });
    const before = await standing();
    for (let loss = 0; loss < losses; loss += 1) {
      // A tenant that runs may not have asked for anything yet.
      await page.waitForFunction(() => {
        const a = globalThis.playground.snapshot()?.tenants[0];
        return a !== undefined && a.inFlight + a.queued > 0;
      });
      await page.evaluate(() => globalThis.playground.mishap({ kind: 'lose-device', executorId: 'x' }));
      await page.waitForFunction(() =>
        globalThis.playground
          .snapshot()
          ?.tenants.filter(({ config }) => config.executorId === 'x')
          .every(({ status }) => status.kind === 'failed'),
      );
      // What was in flight: its calls reject just after the tenants are told.
      await expect.poll(async () => (await standing()).tenants[0]?.failed).toBeGreaterThan(loss);
      for (const left of [2, 1]) {
        const retry = page.getByRole('button', { name: /^Retry now: / });
        await expect(retry).toHaveCount(left);
        await retry.first().click();
      }
      await page.waitForFunction(() =>
        globalThis.playground.snapshot()?.tenants.every(({ status }) => status.kind === 'running'),
      );
    }
    await playground.completed(3);
    const after = await standing();
    expect(after.workers).toBe(before.workers);
    expect(fetched).toEqual([]); // models come from memory
    expect(after.tenants[2]?.failed).toBe(0);
    expect(playground.errors).toEqual([]);
  });
}

test('what was in flight on recordings counts as failed when their device is lost', async ({ page }) => {
  test.setTimeout(300_000);
  const document = scenarioOf(
    [
      ['a', 'emotion', 'x', { input: 'random' }],
      ['b', 'emotion', 'x', { input: 'random' }],
    ],
    { backend: 'webgpu' },
  );
  const playground = await PlaygroundPage.running(page, document);
  await page.waitForFunction(
    () => globalThis.playground.snapshot()?.tenants.every(({ gpu }) => gpu?.mode?.running === 'recorded'),
    undefined,
    { timeout: 200_000 },
  );
  await playground.completed(1); // figures began anew with the mode
  await page.evaluate(() => globalThis.playground.mishap({ kind: 'lose-device', executorId: 'x' }));
  await page.waitForFunction(() =>
    globalThis.playground.snapshot()?.tenants.every(({ status }) => status.kind === 'failed'),
  );
  for (const place of [0, 1]) {
    const of = async () => (await playground.snapshot()).tenants[place];
    await expect.poll(async () => (await of())?.failed).toBeGreaterThan(0);
    const one = await of();
    if (one === undefined) throw new Error('the scenario has two tenants');
    const known = one.completions + one.failed + one.dropped + one.rejected + one.queued + one.inFlight;
    expect(known, one.config.id).toBe(one.arrivals);
  }
});
