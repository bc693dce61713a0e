/** A browser without WebGPU: a scenario that asks for it falls back, visibly, in the page and in the run file. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const others = (launchOptions.args ?? []).filter((flag) => !/webgpu|Vulkan/.test(flag));
    await use({ ...launchOptions, args: [...others, '--disable-features=WebGPU'] });
  },
});

test('a scenario that asks for a backend that is not there falls back and says why', async ({ page }) => {
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
