/** Real networks on each backend, cut into segments and run by turns: the outputs are those of a run alone, bit for bit. */
import { expect, test } from '@playwright/test';

interface Plan {
  readonly name: string;
  readonly segmentsMs: readonly number[];
  readonly cutsTried: number;
  readonly cutsKept: number;
  readonly reason: string | null;
  readonly fenceMs: number | null;
}
interface Contract {
  interleave(call: {
    backend: string;
    modelIds: readonly string[];
    target: number | 'layer';
    rounds: number;
    seed: number;
  }): Promise<{
    plans: readonly Plan[];
    differing: readonly string[];
    compared: number;
    preemptions: number;
    unsteady: readonly string[];
    leftBytes: number;
    error?: string;
  }>;
}

/** Where each inference takes long, one real network must do. */
const MODELS = {
  webgpu: ['emotion'],
  webgl: ['emotion', 'handlandmark-lite'],
  wasm: ['emotion', 'handlandmark-lite', 'esrgan-slim'],
  cpu: ['emotion'],
} as const;

for (const [backend, modelIds] of Object.entries(MODELS)) {
  test(`segments of several networks by turns on ${backend} give the outputs of runs alone, bit for bit`, async ({
    page,
  }) => {
    test.setTimeout(600_000);
    await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/index.html`);
    await page.waitForFunction(() => 'contract' in globalThis);
    const call = { backend, modelIds, target: 2, rounds: 4, seed: 7 };
    const answer = await page.evaluate(
      (given) => (globalThis as unknown as { contract: Contract }).contract.interleave(given), // the lab page defines it
      call,
    );
    expect(answer.error).toBeUndefined();
    expect(answer.differing).toEqual([]);
    expect(answer.compared).toBeGreaterThan(modelIds.length * call.rounds);
    expect(answer.preemptions).toBeGreaterThan(10);
    expect(answer.leftBytes).toBe(0);
    // Only there does the library add in any order; see `tfjs-sum-order.ts`.
    if (backend !== 'webgpu') expect(answer.unsteady).toEqual([]);
    for (const { name, cutsTried, cutsKept, segmentsMs, reason, fenceMs } of answer.plans) {
      expect.soft(cutsKept, `${name}: ${reason}`).toBe(cutsTried);
      expect.soft(segmentsMs.length, name).toBe(cutsKept + 1);
      if (backend === 'wasm' || backend === 'cpu') expect.soft(fenceMs, name).toBeNull();
    }
  });
}
