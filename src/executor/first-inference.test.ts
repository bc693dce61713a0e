/** On real networks of TensorFlow.js, none of which has run before. */
import { describe, expect, it } from 'vitest';
import { CUTTABLE } from '../testing/cuttable-networks';
import { firstInference } from './first-inference';
import { besideNobody } from './load-steps';
import type { LoadedModel, PartedRun } from './runtime';
import { createRandomInput } from './tenant-input';
import { loadTfjsModel } from './tfjs-model';

const alive = { settle: () => Promise.resolve(), assertAlive: () => {} };

describe('a first inference beside others', () => {
  it.each(CUTTABLE)('of $name gives in pieces what it gives whole', async ({ model, artifacts }) => {
    const run = async (inPieces: boolean) => {
      const network = await loadTfjsModel(model, await artifacts(), alive);
      const { data } = await createRandomInput(model, 3).next();
      let steps = 0;
      const beside: typeof besideNobody = (step) => {
        steps += 1;
        return besideNobody(step);
      };
      const outputs = await firstInference(network, { data, beside, inPieces, goOn: () => {} });
      const isCut = !('whole' in network.dissect());
      network.dispose();
      return { outputs, steps, isCut };
    };
    const [whole, pieces] = [await run(false), await run(true)];
    // Some layers are named anew in each model.
    const numbers = ({ outputs }: typeof whole) => outputs.map(({ data, shape }) => ({ data, shape }));
    expect(numbers(pieces)).toEqual(numbers(whole));
    expect(whole.steps).toBe(1);
    expect(pieces.steps).toBeGreaterThan(pieces.isCut ? 3 : 1);
  });

  /** A network of three pieces, of which one may fail. */
  function stage(failing: number | null) {
    const log: string[] = [];
    let left = 3;
    const run: PartedRun = {
      get left() {
        return left;
      },
      async step() {
        left -= 1;
        log.push(`piece ${3 - left}`);
        if (3 - left === failing) throw new Error('does not run');
      },
      finish: () => ({ read: async () => [{ data: new Float32Array([1]), shape: [1] }] }),
      abandon: () => log.push('abandoned'),
    };
    const graph = {
      nodes: Array.from({ length: 3 }, () => ({ name: '', needs: [], gives: [''] })),
      inputs: [],
      outputs: [],
    };
    const network = {
      upload: () => log.push('upload'),
      execute: async () => ({ read: async () => [{ data: new Float32Array([2]), shape: [1] }] }),
      dissect: () => ({ graph, cutAt: () => ({ begin: () => run }) }),
    } as Pick<LoadedModel, 'upload' | 'execute' | 'dissect'> as LoadedModel; // no more of it is used
    return { log, network };
  }

  it('runs whole when a piece does not run', async () => {
    const { log, network } = stage(2);
    const options = { data: [], beside: besideNobody, inPieces: true, goOn: () => {} };
    expect((await firstInference(network, options))[0]?.data).toEqual(new Float32Array([2]));
    expect(log).toEqual(['upload', 'piece 1', 'piece 2', 'upload']);
  });

  it('given up between two pieces keeps nothing', async () => {
    const { log, network } = stage(null);
    const goOn = () => {
      if (log.includes('piece 1')) throw new Error('given up');
    };
    const options = { data: [], beside: besideNobody, inPieces: true, goOn };
    await expect(firstInference(network, options)).rejects.toThrow('given up');
    expect(log).toEqual(['upload', 'piece 1', 'abandoned']);
  });
});
