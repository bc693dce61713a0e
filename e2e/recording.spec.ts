/** Recordings on the real WebGPU backend: bit for bit what TensorFlow.js gives, whatever runs in between; broken ones are found. */
import { expect, type Page, test } from '@playwright/test';

interface Answer {
  readonly outcomes: readonly {
    readonly name: string;
    readonly failure: string | null;
    readonly facts: { readonly dispatches?: number } | null;
  }[];
  readonly leftTensors: number;
  readonly error?: string;
}
interface Contract {
  recordings(call: object): Promise<Answer>;
}

async function answerTo(page: Page, call: object): Promise<Answer> {
  await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/index.html`);
  await page.waitForFunction(() => 'contract' in globalThis);
  const answer = await page.evaluate(
    (given) => (globalThis as unknown as { contract: Contract }).contract.recordings(given), // the lab page defines it
    call,
  );
  expect(answer.error).toBeUndefined();
  expect(answer.outcomes.filter(({ failure }) => failure !== null)).toEqual([]);
  expect(answer.leftTensors).toBe(0);
  return answer;
}

test('a recording of each kernel family gives what the network gives, bit for bit, on fresh inputs', async ({
  page,
}) => {
  const { outcomes } = await answerTo(page, { kind: 'families' });
  expect(outcomes.length).toBeGreaterThan(40);
});

test('three models of the zoo are recorded and agree with eager runs', async ({ page }) => {
  test.setTimeout(300_000);
  const { outcomes } = await answerTo(page, { kind: 'zoo', modelIds: ['emotion', 'facemesh', 'iris'] });
  for (const { name, facts } of outcomes) expect(facts?.dispatches, name).toBeGreaterThan(20);
});

test('recordings whose dispatches are submitted by turns give what each gives alone', async ({ page }) => {
  const { outcomes } = await answerTo(page, { kind: 'interleaved', rounds: 12, seed: 11 });
  expect(outcomes).toHaveLength(12);
});

test('a baked input and a reused uniform are noticed', async ({ page }) => {
  const { outcomes } = await answerTo(page, { kind: 'broken' });
  expect(outcomes).toHaveLength(2);
});

test('a network that reads values back or runs asynchronously is refused, and leaves nothing', async ({
  page,
}) => {
  await answerTo(page, { kind: 'refused' });
});
