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

test('a lost WebGPU device fails its tenant with words, and a retry starts another', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['a', 'emotion', 'x'],
      ['b', 'facemesh', 'y'],
    ]),
  );
  await playground.run();
  await page.getByLabel('Backend of x').selectOption('webgl');
  await playground.completed(2);
  const lose = async () => {
    for (const worker of page.workers()) {
      if (!worker.url().includes('executor.worker')) continue;
      await worker.evaluate(() => {
        // TensorFlow.js keeps its engine in a global of the worker; its WebGL context can be lost on demand.
        const engine = (
          globalThis as unknown as {
            _tfengine?: { backendInstance?: { gpgpu?: { gl: WebGL2RenderingContext } } };
          }
        )._tfengine;
        engine?.backendInstance?.gpgpu?.gl.getExtension('WEBGL_lose_context')?.loseContext();
      });
    }
  };
  await lose();
  await expect(playground.card('Emotion')).toContainText('lost its device');
  await playground.completed(5);
  await playground.card('Emotion').getByRole('button', { name: 'Retry' }).click();
  await expect(playground.card('Emotion')).toContainText(/\d\/s/);
});

test.describe('in a browser without WebGPU', () => {
  test.use({
    launchOptions: async ({ launchOptions }, use) => {
      await use({
        ...launchOptions,
        args: [
          ...(launchOptions.args ?? []).filter((flag) => !flag.includes('webgpu')),
          '--disable-features=WebGPU',
        ],
      });
    },
  });

  test('a scenario that asks for it falls back and says why', async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.load(scenarioOf([['a', 'emotion', 'x']], { backend: 'webgpu' }));
    await playground.run();
    await expect(playground.executor('x')).toContainText('fell back');
    const file = await page.evaluate(() => globalThis.playground.endWindow());
    expect(file.executors[0]?.backend).toBe('wasm');
    expect(file.executors[0]?.backendReason).toContain('webgpu is not available');
    expect(file.provenance.warnings.join()).toContain('fell back to wasm');
  });
});
