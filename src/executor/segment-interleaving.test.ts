/** Networks in parts, by turns in any order, in TensorFlow.js on plain JavaScript: the bits are those of a run alone. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONTROL_FLOW, CUTTABLE, type CuttableNetwork } from '../testing/cuttable-networks';
import { type Cut, cutModel } from './cut-model';
import { sameBits } from './cut-trial';
import type { LoadedModel, PartedRun } from './runtime';
import { createRandomInput } from './tenant-input';
import { loadTfjsModel } from './tfjs-model';

const alive = { settle: () => Promise.resolve(), assertAlive: () => {} };

async function load({ model, artifacts }: CuttableNetwork): Promise<LoadedModel> {
  const network = await loadTfjsModel(model, await artifacts(), alive);
  network.upload((await createRandomInput(model, 1).next()).data);
  await (await network.execute()).read();
  return network;
}

async function cutOf({ model }: CuttableNetwork, network: LoadedModel): Promise<Cut> {
  let told: Cut | null = null;
  const work = cutModel(network, {
    target: 'layer',
    inputs: () => [createRandomInput(model, 2), createRandomInput(model, 3)],
    now: () => performance.now(),
    onCut: (cut) => {
      told = cut;
    },
  });
  for await (const _ of work);
  if (told === null) throw new Error('nothing was told');
  return told;
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(CUTTABLE)('$name', (cuttable) => {
  it('is cut at every operation, and every cut holds', async () => {
    const before = tf.memory().numTensors;
    const network = await load(cuttable);
    const { plan } = await cutOf(cuttable, network);
    expect(plan).toMatchObject({ cutsTried: plan.cutsKept, reason: null, fenceMs: null });
    expect(plan.cutsKept).toBeGreaterThanOrEqual(2);
    expect(plan.segmentsMs).toHaveLength(plan.cutsKept + 1);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves nothing behind wherever its run is given up', async () => {
    const network = await load(cuttable);
    const { network: parts } = await cutOf(cuttable, network);
    const before = tf.memory().numTensors;
    const input = createRandomInput(cuttable.model, 4);
    for (let steps = 0; ; steps++) {
      network.upload((await input.next()).data);
      const run = parts?.begin() as PartedRun; // it is cut, see above
      for (let step = 0; step < steps && run.left > 0; step++) await run.step();
      const ended = run.left === 0;
      run.abandon();
      expect(tf.memory().numTensors).toBe(before);
      if (ended) break;
    }
    network.dispose();
  });
});

it('a network with a loop stays whole and says why', async () => {
  const network = await load(CONTROL_FLOW);
  const { plan, network: parts } = await cutOf(CONTROL_FLOW, network);
  expect(parts).toBeNull();
  expect(plan).toMatchObject({ cutsTried: 0, reason: expect.stringContaining('executeAsync') });
  expect(plan.segmentsMs).toHaveLength(1);
  network.dispose();
});

it('any interleaving of segments of any of them gives the bits of a run alone', async () => {
  const hosted = await Promise.all(
    CUTTABLE.map(async (cuttable) => {
      const network = await load(cuttable);
      return { cuttable, network, cut: await cutOf(cuttable, network) };
    }),
  );
  const before = tf.memory().numTensors;
  const some = fc.array(fc.nat(hosted.length - 1), { minLength: 2, maxLength: 3 });
  const turns = fc.infiniteStream(fc.nat());
  await fc.assert(
    fc.asyncProperty(some, fc.nat(), turns, async (picked, seed, order) => {
      const requests = [];
      for (const [index, place] of picked.entries()) {
        const { cuttable, network, cut } = hosted[place] as (typeof hosted)[number]; // below its length
        const { data } = await createRandomInput(cuttable.model, seed + index).next();
        network.upload(data);
        const alone = await (await network.execute()).read();
        network.upload(data);
        requests.push({ alone, run: cut.network?.begin() as PartedRun }); // it is cut, see above
      }
      for (let waiting = requests; waiting.length > 0; waiting = waiting.filter(({ run }) => run.left > 0))
        await waiting[order.next().value % waiting.length]?.run.step();
      for (const { alone, run } of requests) expect(sameBits(await run.finish().read(), alone)).toBe(true);
    }),
    { numRuns: 200, seed: 5 },
  );
  expect(tf.memory().numTensors).toBe(before);
  for (const { network } of hosted) network.dispose();
});
