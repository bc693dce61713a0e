/** Pictures that become numbers on the GPU, against the numbers of the CPU and against a 2D canvas. */
import { expect, test } from '@playwright/test';

interface Answers {
  numbers: readonly {
    name: string;
    input: { shape: readonly number[]; dtype: string };
    samples: number;
    differing: number;
    worstSteps: number;
  }[];
  crops: readonly {
    what: string;
    fromExact: { worst: number };
    fromCanvas: { mean: number; beyond2Fraction: number };
  }[];
  results: readonly { modelId: string; frames: number; taken: number; worst: number; again: number }[];
}
interface Lab {
  gpuInput: {
    ask<Q extends keyof Answers>(question: Q, ids: readonly string[] | 'all'): Promise<Answers[Q]>;
  };
}

test.beforeEach(async ({ page }) => {
  await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/gpu-input.html`);
  await page.waitForFunction(() => 'gpuInput' in globalThis);
});

test('the GPU makes the numbers of every kind of input of the zoo: bit for bit in colour, within rounding in luma', async ({
  page,
}) => {
  const answers = await page.evaluate(
    () => (globalThis as unknown as Lab).gpuInput.ask('numbers', 'all'), // the lab page defines it
  );
  expect(answers.length).toBeGreaterThan(10);
  for (const { name, input, samples, differing, worstSteps } of answers) {
    const what = `${name} ${input.shape.join(' × ')} ${input.dtype}`;
    expect.soft(samples, what).toBeGreaterThan(5000);
    if (input.shape[3] === 3) expect.soft(differing, what).toBe(0);
    else expect.soft(worstSteps, what).toBeLessThanOrEqual(input.dtype === 'int32' ? 1 : 1e-4);
  }
});

test('the GPU crops, resizes and mirrors by exact bilinear interpolation, and as a 2D canvas does within its rounding', async ({
  page,
}) => {
  const answers = await page.evaluate(
    () => (globalThis as unknown as Lab).gpuInput.ask('crops', 'all'), // the lab page defines it
  );
  expect(answers).toHaveLength(4);
  for (const { what, fromExact, fromCanvas } of answers) {
    expect.soft(fromExact.worst, what).toBeLessThanOrEqual(1);
    expect.soft(fromCanvas.mean, what).toBeLessThan(0.6);
    expect.soft(fromCanvas.beyond2Fraction, what).toBeLessThan(0.01);
  }
});

test('a recorded model gives for a picture what it gives for the numbers of it', async ({ page }) => {
  const answers = await page.evaluate(
    () => (globalThis as unknown as Lab).gpuInput.ask('results', ['emotion', 'iris']), // the lab page defines it
  );
  for (const { modelId, frames, taken, worst, again } of answers) {
    expect.soft(taken, modelId).toBe(frames);
    // Luma is added in another precision; colours are the same bits, and a recording adds in one order.
    expect.soft(worst, modelId).toBeLessThanOrEqual(modelId === 'emotion' ? 1e-5 : 0);
    expect.soft(again, modelId).toBe(0);
  }
});
