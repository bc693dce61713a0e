/** Who has which weight, counted, against TensorFlow.js's own books on its plain JavaScript backend. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type WeightLease, WeightStore } from './weight-store';

beforeAll(() => tf.setBackend('cpu'));

const KEYS = ['a', 'b', 'c'] as const;
type Key = (typeof KEYS)[number];
const LENGTH = { a: 3, b: 5, c: 7 };
const valuesOf = (key: Key): number[] => new Array<number>(LENGTH[key]).fill(LENGTH[key]);

/** A load as the product does it: a graph's weights are tensors, a layers model's are variables. */
class Load {
  readonly lease: WeightLease;
  readonly tensors: tf.Tensor[];

  constructor(
    store: WeightStore,
    readonly keys: readonly Key[],
    kind: 'graph' | 'layers',
  ) {
    this.lease = store.lease();
    const own = (key: Key) => tf.tensor(valuesOf(key));
    this.tensors = keys.map((key) =>
      kind === 'graph'
        ? (this.lease.take(key) ?? this.lease.adopt(key, own(key)))
        : this.lease.adopt(key, variable(own(key))),
    );
  }

  dispose(): void {
    this.lease.release();
    tf.dispose(this.tensors);
  }
}

function variable(initial: tf.Tensor): tf.Variable {
  const made = tf.variable(initial);
  initial.dispose();
  return made;
}

describe('weights that several have', () => {
  it('are on the data of the first', () => {
    const store = new WeightStore();
    const first = store.lease();
    const own = first.adopt('a', tf.tensor(valuesOf('a')));
    const before = tf.memory().numDataBuffers;
    const second = store.lease();
    const taken = second.take('a');
    const late = second.adopt('a', tf.tensor(valuesOf('a')));
    expect([taken?.dataId, late.dataId]).toEqual([own.dataId, own.dataId]);
    expect(tf.memory().numDataBuffers).toBe(before);
    expect(store.sharedBytes).toBe(2 * 4 * LENGTH.a);
    for (const lease of [first, second]) lease.release();
    tf.dispose([own, taken as tf.Tensor, late]);
  });

  it('are not there to take once the last has left, and leaving twice is leaving once', () => {
    const store = new WeightStore();
    const load = new Load(store, ['a'], 'graph');
    const other = new Load(store, ['a'], 'graph');
    load.dispose();
    load.dispose();
    expect(store).toMatchObject({ size: 1, sharedBytes: 0 });
    other.dispose();
    expect(store.size).toBe(0);
    expect(store.lease().take('a')).toBeNull();
  });

  it('survive whoever leaves, in any order, and are freed with the last', () => {
    const step = fc.oneof(
      fc.record({
        keys: fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }),
        kind: fc.constantFrom('graph' as const, 'layers' as const),
      }),
      fc.record({ leaves: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const before = tf.memory();
        const store = new WeightStore();
        const loads: Load[] = [];
        for (const one of steps) {
          if ('keys' in one) loads.push(new Load(store, one.keys, one.kind));
          else loads.splice(one.leaves % (loads.length || 1), 1)[0]?.dispose();
          expectBooks(store, loads, before);
        }
        for (const load of loads.splice(0)) load.dispose();
        expectBooks(store, [], before);
        expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
      }),
      { seed: 8, numRuns: 60 },
    );
  });
});

/** Each value that anybody has is there once, and everybody who has it reads it. */
function expectBooks(store: WeightStore, loads: readonly Load[], before: tf.MemoryInfo): void {
  const users = loads.flatMap(({ keys }) => keys);
  const there = new Set(users);
  const savedOf = (key: Key) => 4 * LENGTH[key] * (users.filter((one) => one === key).length - 1);
  const saved = [...there].reduce((sum, key) => sum + savedOf(key), 0);
  expect(store).toMatchObject({ size: there.size, sharedBytes: saved });
  const memory = tf.memory();
  expect(memory.numDataBuffers - before.numDataBuffers).toBe(there.size);
  const bytes = [...there].reduce((sum, key) => sum + 4 * LENGTH[key], 0);
  expect(memory.numBytes - before.numBytes - store.sharedBytes).toBe(bytes);
  for (const { keys, tensors } of loads)
    for (const [index, tensor] of tensors.entries())
      expect(Array.from(tensor.dataSync())).toEqual(valuesOf(keys[index] as Key)); // one tensor for each
}
