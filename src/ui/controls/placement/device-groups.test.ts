import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../domain/backend';
import { PLAIN_CHOICE } from '../../../domain/scenario';
import { plainMachine } from '../../../testing/builders';
import { groupBands } from './device-groups';

const executor = (id: string, asked: Backend | 'auto', group: 'gpu' | 'cpu' | null = null) => ({
  config: { id, backend: asked, threads: 1, ...PLAIN_CHOICE },
  backend: null,
  group,
});

const bandsOf = (...executors: ReturnType<typeof executor>[]) =>
  groupBands(executors, plainMachine).map(({ group, from, to, first }) => [group, from, to, first]);

describe('device groups on the board', () => {
  it('two executors of one device have a band over both', () => {
    expect(bandsOf(executor('a', 'wasm'), executor('b', 'cpu'))).toEqual([['cpu', 0, 1, true]]);
  });

  it('an executor that shares its device with nobody has none', () => {
    expect(bandsOf(executor('a', 'wasm'), executor('b', 'webgl'))).toEqual([]);
  });

  it('columns that lie apart have a band each, and the first carries the gate', () => {
    expect(bandsOf(executor('a', 'wasm'), executor('b', 'webgl'), executor('c', 'wasm'))).toEqual([
      ['cpu', 0, 0, true],
      ['cpu', 2, 2, false],
    ]);
  });

  it('what the engine says counts, not what was asked for', () => {
    expect(bandsOf(executor('a', 'webgpu', 'cpu'), executor('b', 'wasm', 'cpu'))).toEqual([
      ['cpu', 0, 1, true],
    ]);
  });

  it('before the machine is known, what is chosen automatically belongs nowhere', () => {
    expect(groupBands([executor('a', 'auto'), executor('b', 'auto')], null)).toEqual([]);
  });

  it('names every executor of the group, also those elsewhere', () => {
    const bands = groupBands(
      [executor('a', 'wasm'), executor('b', 'webgl'), executor('c', 'auto')],
      plainMachine,
    );
    expect(bands.map((band) => band.executorIds)).toEqual([
      ['a', 'c'],
      ['a', 'c'],
    ]);
  });
});
