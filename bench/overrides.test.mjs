import { describe, expect, it } from 'vitest';
import { overridden, overridesOf, readScenario, vocabulary } from './overrides.mjs';

const words = await vocabulary();

describe('what the command line puts in place of the scenario’s choice', () => {
  it('holds for every executor and leaves alone what is not named', async () => {
    const document = await readScenario('video-call');
    const options = {
      policy: 'edf',
      grain: 'segment',
      'segment-ms': 'layer',
      'in-flight': '2',
      gate: 'token',
    };
    const { executors, gates, tenants } = overridden(document, overridesOf(options, words));
    expect(executors).toEqual(
      document.executors.map((/** @type {object} */ one) => ({
        ...one,
        ...{ policy: 'edf', grain: 'segment', segmentMs: 'layer', inFlight: 2 },
      })),
    );
    expect(gates).toEqual({ gpu: 'token', cpu: 'token' });
    expect(tenants).toEqual(document.tenants);
  });

  it('changes nothing when nothing is named, not even what is no scenario', async () => {
    const document = await readScenario('noisy-neighbour');
    expect(overridden(document, overridesOf({}, words))).toEqual(document);
    expect(overridden({ executors: 3 }, overridesOf({ policy: 'edf' }, words))).toEqual({ executors: 3 });
  });

  it.each([
    [{ policy: 'lottery' }, '--policy is "lottery": it should be one of fifo, round-robin'],
    [{ grain: 'layer' }, '--grain is "layer": it should be one of inference, segment.'],
    [{ gate: 'open' }, '--gate is "open": it should be one of free-for-all, token, orion.'],
    [{ backend: 'cuda' }, '--backend is "cuda": it should be one of auto, webgpu, webgl, wasm, cpu.'],
    [{ 'segment-ms': '0' }, '--segment-ms is "0": it should be a number from 0.25 to 1000, or layer.'],
    [{ 'in-flight': '1.5' }, '--in-flight is "1.5": it should be a whole number from 1 to 8, or auto.'],
    [{ seed: '-1' }, '--seed is "-1": it should be a number from 0 to'],
  ])('%o is refused by what there is', (given, message) => {
    expect(() => overridesOf(given, words)).toThrow(message);
  });
});
