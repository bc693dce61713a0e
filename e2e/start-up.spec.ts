/** How a network gets ready on WebGPU, with the product's runtime on a real (software) device. */
import { expect, type Page, test } from '@playwright/test';

interface Outcome {
  readonly name: string;
  readonly report: { readonly compileMs: number | null; readonly notes: readonly string[] } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly told: readonly { readonly done: number; readonly total: number }[];
  readonly compiled: { readonly modules: number; readonly ahead: number; readonly atOnce: number };
  readonly outputs: readonly Readonly<Record<string, number>>[];
}
interface StartUp {
  load(asked: { loads: readonly { modelId: string; broken?: boolean }[]; prepared: boolean }): Promise<{
    outcomes: readonly Outcome[];
    left: { bytes: number; tensors: number; buffers: number };
    error?: string;
  }>;
}

async function load(page: Page, asked: Parameters<StartUp['load']>[0]) {
  await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/start-up.html`);
  await page.waitForFunction(() => 'startUp' in globalThis);
  const answer = await page.evaluate(
    (given) => (globalThis as unknown as { startUp: StartUp }).startUp.load(given), // the lab page defines it
    asked,
  );
  expect(answer.error).toBeUndefined();
  return answer;
}

const TWICE = [{ modelId: 'emotion' }, { modelId: 'emotion' }];

test('pipelines compile before the first inference, each once on a device, and are told one by one', async ({
  page,
}) => {
  const { outcomes, left } = await load(page, { loads: TWICE, prepared: true });
  const [first, second] = outcomes;
  const total = first?.told[0]?.total ?? 0;
  expect(total).toBeGreaterThan(5);
  expect(first?.told).toEqual(Array.from({ length: total + 1 }, (_, done) => ({ done, total })));
  expect(first?.compiled).toMatchObject({ ahead: total });
  expect(first?.report?.notes).toEqual([]);
  expect(second?.told).toEqual([{ done: total, total }]);
  expect(second?.compiled).toEqual({ modules: 0, ahead: 0, atOnce: 0 });
  expect(left).toEqual({ bytes: 0, tensors: 0, buffers: 0 });
});

test('outputs are those of a network whose pipelines compiled as it ran, bit for bit', async ({ page }) => {
  const loads = [{ modelId: 'emotion' }];
  const ahead = (await load(page, { loads, prepared: true })).outcomes[0];
  const asItRan = (await load(page, { loads, prepared: false })).outcomes[0];
  expect(asItRan?.compiled.ahead).toBe(0);
  expect(asItRan?.compiled.atOnce).toBe((ahead?.compiled.ahead ?? 0) + (ahead?.compiled.atOnce ?? 0));
  expect(ahead?.outputs.length).toBeGreaterThan(0);
  expect(ahead?.outputs).toEqual(asItRan?.outputs);
});

test('a shader that does not compile fails its own load, by name; the others run, and it may be tried again', async ({
  page,
}) => {
  const loads = [
    { modelId: 'emotion', broken: true },
    { modelId: 'emotion' },
    { modelId: 'iris', broken: true },
    { modelId: 'emotion' },
  ];
  const { outcomes, left } = await load(page, { loads, prepared: true });
  const [broken, again, other, beside] = outcomes;
  for (const one of [broken, other]) {
    expect(one?.failure?.code).toBe('model-load-failed');
    expect(one?.failure?.message).toMatch(/does not compile the kernel \w+Program/);
  }
  for (const one of [again, beside]) expect(one?.failure).toBeNull();
  expect(beside?.outputs).toEqual(again?.outputs);
  expect(left).toEqual({ bytes: 0, tensors: 0, buffers: 0 });
});
