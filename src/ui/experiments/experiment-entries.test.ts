import { describe, expect, it } from 'vitest';
import { EXPERIMENT_KINDS } from '../../domain/experiment';
import type { Snapshot } from '../../domain/snapshot';
import { ALL_ENTRIES, GPU_ENTRY, gpuComesFirst, whyNot } from './experiment-entries';

/** Only what the reasons look at. @param backends what is known of the machine. */
const snapshotOf = (
  tenants: readonly string[],
  measuring: unknown = null,
  backends: readonly object[] | null = null,
) =>
  ({
    measuring,
    machine: backends === null ? null : { backends },
    tenants: tenants.map((kind) => ({ config: { paused: kind === 'paused' }, status: { kind } })),
  }) as unknown as Snapshot;

describe('what can be measured', () => {
  it('every kind of experiment has an entry', () => {
    expect(ALL_ENTRIES.map(({ draft }) => draft.kind).toSorted()).toEqual([...EXPERIMENT_KINDS].toSorted());
  });

  it.each([
    [null, 'Add a model first'],
    [snapshotOf([]), 'Add a model first'],
    [snapshotOf(['running']), 'It takes two models'],
    [snapshotOf(['running', 'paused']), 'It takes two models'],
    [snapshotOf(['failed', 'paused']), 'Every model is paused or failed'],
    [snapshotOf(['running', 'running'], {}), 'solo baselines are being taken'],
  ])('why a matrix is not possible is said', (snapshot, words) => {
    expect(whyNot({ needs: 2 }, snapshot)).toContain(words);
  });

  it('before the first run, too, it can be planned', () => {
    expect(whyNot({ needs: 2 }, snapshotOf(['waiting', 'waiting']))).toBeNull();
    expect(whyNot({ needs: 1 }, snapshotOf(['ready']))).toBeNull();
  });
});

describe('ways to share a GPU', () => {
  const on = (backend: string | null, wish: string) =>
    ({ executors: [{ backend, config: { backend: wish } }] }) as unknown as Snapshot; // nothing else is looked at

  it.each([
    ['an executor runs on it', on('webgpu', 'auto'), true],
    ['one is to, before it starts', on(null, 'webgpu'), true],
    ['one was to and fell back', on('wasm', 'webgpu'), false],
    ['none is', on('webgl', 'webgl'), false],
    ['nothing is known', null, false],
  ])('come first when %s', (_when, snapshot, first) => expect(gpuComesFirst(snapshot)).toBe(first));

  it('say why not where there is no WebGPU, in the words of the machine', () => {
    const without = snapshotOf(['running'], null, [
      { backend: 'webgpu', available: false, reason: 'This browser has no navigator.gpu.' },
    ]);
    expect(whyNot(GPU_ENTRY, without)).toBe('There is no WebGPU here: This browser has no navigator.gpu.');
    expect(whyNot({ needs: 1 }, without)).toBeNull();
    const withIt = snapshotOf(['running'], null, [{ backend: 'webgpu', available: true, reason: null }]);
    expect(whyNot(GPU_ENTRY, withIt)).toBeNull();
  });

  it('can be planned while nothing is known of the machine: the plan says what it lacks', () => {
    expect(whyNot(GPU_ENTRY, snapshotOf(['running']))).toBeNull();
  });
});
