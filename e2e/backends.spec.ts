/** The four backends behind one choice: probed, chosen with a reason, badged when software, falling back visibly. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

test('software adapters are found, badged and never chosen automatically', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'emotion', 'x']], { backend: 'auto' }));
  await playground.run();
  await page.getByRole('button', { name: /^Your machine/ }).click();
  const machine = page.getByRole('dialog', { name: 'Your machine' });
  await expect(machine).toContainText('webgpu is a software adapter here');
  await expect(machine).toContainText('Cross-origin isolation');
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  expect(file.executors[0]).toMatchObject({ backend: 'wasm', softwareAdapter: false });
  expect(file.executors[0]?.backendReason).toContain('chosen automatically');
});

for (const backend of ['webgpu', 'webgl', 'wasm', 'cpu'] as const) {
  test(`a tenant runs on ${backend} when that is what the user chose`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.load(scenarioOf([['a', 'emotion', 'x']], { backend }));
    await playground.run(2);
    const file = await page.evaluate(() => globalThis.playground.endWindow());
    const software = backend === 'webgpu' || backend === 'webgl';
    expect(file.executors[0]).toMatchObject({ backend, backendReason: 'chosen by you' });
    if (file.executors[0]?.softwareAdapter === true) {
      expect(software).toBe(true);
      await expect(playground.executor('x')).toContainText('software GPU');
      expect(file.provenance.warnings.join()).toContain('software adapter');
    }
  });
}

for (const backend of ['webgpu', 'webgl'] as const) {
  test(`an executor that loses its ${backend} device fails with words, and a retry starts another`, async ({
    page,
  }) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.load(
      scenarioOf([
        ['a', 'facemesh', 'y'],
        ['b', 'emotion', 'x'],
      ]),
    );
    await playground.keepFailures();
    await playground.run();
    await page.getByLabel('Backend of x').selectOption(backend);
    await page.waitForFunction(
      (name) => globalThis.playground.snapshot()?.executors.some((executor) => executor.backend === name),
      backend,
    );
    await playground.completed(1);
    for (const worker of page.workers().filter((one) => one.url().includes('executor.worker'))) {
      await worker.evaluate(loseDevice);
    }
    await expect(playground.card('Emotion')).toContainText('lost its device');
    await playground.completed(5);
    await playground.card('Emotion').getByRole('button', { name: 'Retry' }).click();
    await expect(playground.card('Emotion')).toContainText(/\d\/s/);
  });
}

/** TensorFlow.js keeps its backend in a global of the worker: the test takes its device away. */
function loseDevice(): void {
  interface Engine {
    backendInstance?: { device?: { destroy(): void }; gpgpu?: { gl: WebGL2RenderingContext } };
  }
  const { _tfengine: engine } = globalThis as unknown as { _tfengine?: Engine }; // set by TensorFlow.js
  engine?.backendInstance?.device?.destroy();
  // The worker ends before it could answer.
  const lose = () => engine?.backendInstance?.gpgpu?.gl.getExtension('WEBGL_lose_context')?.loseContext();
  setTimeout(lose);
}
