/** A WebGPU device that refuses what it is asked, or goes: whose request it was is told, its neighbours compute on. */
import { expect, test } from '@playwright/test';

interface Answer {
  told: string[];
  sameBits: boolean[];
  reservedBytes: (number | null)[];
  losses: string[];
  error?: string;
}
interface Lab {
  gpuFault(fault: string): Promise<Answer>;
}

let bringAbout: (fault: string) => Promise<Answer>;

test.beforeEach(async ({ page }) => {
  await page.goto(`${process.env.LAB_ADDRESS}e2e/contract/gpu-faults.html`);
  await page.waitForFunction(() => 'gpuFault' in globalThis);
  bringAbout = async (fault) => {
    const answer = await page.evaluate(
      (name) => (globalThis as unknown as Lab).gpuFault(name), // the lab page defines it
      fault,
    );
    expect(answer.error).toBeUndefined();
    return answer;
  };
});

test('an allocation that fails is told as a want of memory, each time, and leaves nothing behind', async () => {
  const { told, sameBits, reservedBytes, losses } = await bringAbout('memory');
  expect(told).toHaveLength(2);
  for (const one of told) expect(one).toMatch(/^out-of-memory: The GPU has no memory left for Greedy/);
  expect(sameBits).toEqual([true, true]);
  expect(reservedBytes[1]).toBe(reservedBytes[0]);
  expect(losses).toEqual([]);
});

test('a shader that does not compile fails its model once: the next load compiles it anew', async () => {
  const { told, sameBits, losses } = await bringAbout('shader');
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(
    /^inference-failed: The GPU refused the kernel \w+ of Victim: Error while parsing WGSL/,
  );
  expect(sameBits).toEqual([true, true, true]);
  expect(losses).toEqual([]);
});

test('a command that is refused fails its request and no other, of its own tenant or of another', async () => {
  const { told, sameBits, reservedBytes } = await bringAbout('command');
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^inference-failed: The GPU refused a command of Victim/);
  expect(sameBits).toEqual([true, true]);
  expect(reservedBytes[1]).toBe(reservedBytes[0]);
});

for (const [fault, failures] of [
  ['loss in a load', 2],
  ['loss in a run', 3],
  ['loss in a capture', 1],
] as const) {
  test(`a ${fault} is told as one by everything that follows, and everything can be freed`, async () => {
    const { told, losses } = await bringAbout(fault);
    expect(told).toHaveLength(failures);
    for (const one of told) expect(one).toMatch(/^device-lost: /);
    expect(losses).toHaveLength(1);
  });
}
