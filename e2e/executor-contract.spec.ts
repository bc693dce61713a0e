/** Real executors, each backend under the one contract suite of `src/testing/executor-contract.ts`. */
import { expect, test } from '@playwright/test';

interface Contract {
  run(
    backend: string,
    threads?: number,
  ): Promise<{
    started: { threads: number; software: boolean; adapter: string | null };
    outcomes: { name: string; failure: string | null }[];
  }>;
  answers(backend: string): Promise<
    {
      result: {
        classes?: { label: string; score: number }[];
        points?: Record<string, number>;
        score?: number;
      };
    }[]
  >;
}

const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

test.beforeEach(async ({ page }) => {
  await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/index.html`);
  await page.waitForFunction(() => 'contract' in globalThis);
});

for (const backend of BACKENDS) {
  test(`an executor on ${backend} keeps the contract`, async ({ page }) => {
    test.setTimeout(300_000); // models are cut several times; where there is no GPU each inference takes long
    const { outcomes } = await page.evaluate(
      (name) => (globalThis as unknown as { contract: Contract }).contract.run(name), // the lab page defines it
      backend,
    );
    expect(outcomes.length).toBeGreaterThan(5);
    for (const { name, failure } of outcomes) expect.soft(failure, name).toBeNull();
  });
}

test('a WASM executor with two threads keeps the contract and tells two threads', async ({ page }) => {
  const { started, outcomes } = await page.evaluate(
    () => (globalThis as unknown as { contract: Contract }).contract.run('wasm', 2), // the lab page defines it
  );
  expect(started.threads).toBe(2);
  for (const { name, failure } of outcomes) expect.soft(failure, name).toBeNull();
});

test('the four backends see the same face and the same happiness', async ({ page }) => {
  const seen = [];
  for (const backend of BACKENDS) {
    const [emotion, mesh] = await page.evaluate(
      (name) => (globalThis as unknown as { contract: Contract }).contract.answers(name), // the lab page defines it
      backend,
    );
    seen.push({ emotion: emotion?.result.classes?.[0], points: Object.values(mesh?.result.points ?? {}) });
  }
  const reference = seen.at(-1); // plain JavaScript
  expect(reference?.emotion?.label).toBe('happy');
  expect(reference?.points.length).toBe(2 * 468);
  for (const { emotion, points } of seen) {
    expect(emotion?.label).toBe('happy');
    expect(emotion?.score).toBeCloseTo(reference?.emotion?.score ?? 0, 2);
    const worst = Math.max(
      ...points.map((value, index) => Math.abs(value - (reference?.points[index] ?? 0))),
    );
    expect(worst).toBeLessThan(0.01); // of the crop: under two of its 192 pixels
  }
});
