/** Tenants of one executor that have weights in common: what they cost and what they compute, on each real backend. */
import { expect, test } from '@playwright/test';

interface Bytes {
  inUse: number;
  shared: number;
  onGpu: number | null;
}
interface Answer {
  before: Bytes;
  one: Bytes;
  two: Bytes;
  oneLeft: Bytes;
  after: Bytes;
  sameBits: boolean[];
  error?: string;
}
interface Lab {
  sharedWeights(backend: string, modelId: string): Promise<Answer>;
}

const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

for (const backend of BACKENDS) {
  test(`on ${backend} a model that is loaded twice costs its weights once, and outlives the first`, async ({
    page,
  }) => {
    await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/shared-weights.html`);
    await page.waitForFunction(() => 'sharedWeights' in globalThis);
    const answer = await page.evaluate(
      (name) => (globalThis as unknown as Lab).sharedWeights(name, 'emotion'), // the lab page defines it
      backend,
    );
    const { before, one, two, oneLeft, after } = answer;
    expect(answer.error).toBeUndefined();
    const recorded = backend === 'webgpu' ? [true] : [];
    expect(answer.sameBits).toEqual([true, true, true, ...recorded]);
    const weights = one.inUse - before.inUse;
    expect(weights).toBeGreaterThan(800_000);
    expect(one.shared).toBe(0);
    expect(two).toMatchObject({ inUse: one.inUse, shared: weights });
    expect(oneLeft).toMatchObject({ inUse: one.inUse, shared: 0 });
    expect(after).toMatchObject({ inUse: before.inUse, shared: 0 });
    if (one.onGpu === null) return;
    expect(one.onGpu - (before.onGpu ?? 0)).toBeGreaterThan(800_000);
    expect([two.onGpu, oneLeft.onGpu]).toEqual([one.onGpu, one.onGpu]);
    expect(after.onGpu).toBe(before.onGpu);
  });
}
