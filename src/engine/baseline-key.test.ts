import { describe, expect, it } from 'vitest';
import { customModel, model, plainMachine } from '../testing/builders';
import { type BaselineBasis, baselineKeys } from './baseline-key';

const report = { adapter: 'SIMD', software: false, threads: 2, tfjsVersion: '4.22.0' };
const basis: BaselineBasis = {
  model: model('tiny'),
  backend: 'wasm',
  report,
  mode: null,
  machine: plainMachine,
  config: { workload: { kind: 'closed', inFlight: 1 }, input: 'scene' },
};
const withOther = (change: Partial<BaselineBasis>) => baselineKeys({ ...basis, ...change }).baseline;
const known = baselineKeys(basis).baseline;

describe('what a baseline depends on', () => {
  it('is the same for the same set-up, whatever the order of its fields', () => {
    const turned = { inFlight: 1, kind: 'closed' } as const;
    expect(withOther({ config: { input: 'scene', workload: turned } })).toBe(known);
    expect(withOther({ model: { ...basis.model, name: 'another name' } })).toBe(known);
  });

  it('names no mode on a backend that has none, so that what was kept before there were modes still holds', () => {
    expect(known).not.toContain('"mode"');
  });

  it.each([
    ['eager', 'recorded'],
    ['recorded', 'segmented'],
    ['segmented', 'eager'],
  ] as const)('on WebGPU is another one %s than %s, also for the parts of an inference', (one, other) => {
    const keysOf = (mode: typeof one | typeof other) => baselineKeys({ ...basis, backend: 'webgpu', mode });
    expect(keysOf(one).baseline).not.toBe(keysOf(other).baseline);
    expect(keysOf(one).profile).not.toBe(keysOf(other).profile);
  });

  const [first, ...others] = basis.model.files;
  const files = [{ ...first, sha256: '1'.repeat(64) }, ...others] as typeof basis.model.files;
  const changes: Readonly<Record<string, Partial<BaselineBasis>>> = {
    'a weight of the model': { model: { ...model('tiny'), files: files as never } }, // the files of that model
    'the backend': { backend: 'cpu' },
    'the adapter': { report: { ...report, adapter: 'other' } },
    'the threads': { report: { ...report, threads: 1 } },
    'the executor being a software one': { report: { ...report, software: true } },
    'the version of TensorFlow.js': { report: { ...report, tfjsVersion: '4.23.0' } },
    'the workload': { config: { ...basis.config, workload: { kind: 'closed', inFlight: 2 } } },
    'the input': { config: { ...basis.config, input: 'random' } },
    'the browser': { machine: { ...plainMachine, userAgent: 'other' } },
    'the cores': { machine: { ...plainMachine, cores: 8 } },
    'the isolation': { machine: { ...plainMachine, crossOriginIsolated: false } },
  };
  it.each(Object.entries(changes))('is another one when %s changes', (_what, change) => {
    expect(withOther(change)).not.toBe(known);
  });

  it('of a custom model is also what it is fed', () => {
    const mine = customModel();
    const fed = customModel({
      inputs: [{ name: 'x', shape: [1, 8], feed: { kind: 'random', range: [0, 1] } }],
    });
    expect(withOther({ model: mine })).not.toBe(withOther({ model: fed }));
  });

  it('leaves the workload out for the parts of an inference', () => {
    const other = baselineKeys({
      ...basis,
      config: { ...basis.config, workload: { kind: 'closed', inFlight: 2 } },
    });
    expect(other.profile).toBe(baselineKeys(basis).profile);
  });
});
