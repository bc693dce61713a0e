import { describe, expect, it } from 'vitest';
import type { InputMaker } from './input-maker';
import { type Recorded, recordModel } from './record-model';
import type { LoadedModel, OutputTensor, RecordedModel, TensorData } from './runtime';

const SIZES = {
  dispatches: 3,
  copies: 0,
  pipelines: 2,
  weightBytes: 8,
  intermediateBytes: 16,
  unaliasedBytes: 32,
  uniformBytes: 12,
  constantBytes: 0,
};

type Compute = (x: number) => number;

/** A network of one number that gives one number. */
function networkOf(compute: Compute, more: Partial<LoadedModel> = {}): LoadedModel & { disposed: number } {
  let input: readonly TensorData[] = [];
  const network = {
    disposed: 0,
    upload: (data: readonly TensorData[]) => {
      input = data;
    },
    execute: async () => ({
      read: async (): Promise<readonly OutputTensor[]> => [
        { data: Float32Array.of(compute(input[0]?.[0] ?? 0)), shape: [1] },
      ],
    }),
    dissect: () => ({ whole: 'it is tiny' }),
    fenced: true,
    fixSumOrder: null,
    notes: [],
    record: null,
    issueMs: null,
    dispose: () => {
      network.disposed += 1;
    },
    ...more,
  };
  return network;
}

const recordingOf = (compute: Compute): RecordedModel & { disposed: number } =>
  Object.assign(networkOf(compute), {
    facts: SIZES,
    inMidRun: false,
    gpuMs: null,
    profileKernels: () => Promise.reject(new Error('not here')),
  });

const inputs = (): readonly [InputMaker, InputMaker] => [
  { next: async () => ({ data: [Float32Array.of(2)], taken: null }) },
  { next: async () => ({ data: [Float32Array.of(3)], taken: null }) },
];

async function outcome(network: LoadedModel): Promise<Recorded> {
  let at = 0;
  const work = recordModel(network, { inputs, now: () => at++ });
  for (;;) {
    const { done, value } = await work.next();
    if (done === true) return value;
  }
}

describe('recording a model', () => {
  it('keeps a recording that gives what the network gives, with its facts', async () => {
    const recording = recordingOf((x) => 2 * x);
    const recorded = await outcome(networkOf((x) => 2 * x, { record: async () => recording }));
    expect(recorded).toMatchObject({ model: recording, facts: SIZES, note: null });
    expect(recording.disposed).toBe(0);
  });

  it('discards one that gives the same for every input, and says so', async () => {
    const recording = recordingOf(() => 4); // what the first input gives
    const recorded = await outcome(networkOf((x) => 2 * x, { record: async () => recording }));
    expect(recorded).toEqual(
      expect.objectContaining({
        model: null,
        reason: 'Replayed, it does not give bit for bit what it gives eager.',
      }),
    );
    expect(recording.disposed).toBe(1);
  });

  it('says in its own words why a network cannot be captured', async () => {
    const record = async () => {
      throw new Error('Tiny cannot be recorded: TopK needs a value on the CPU in mid-run.');
    };
    expect(await outcome(networkOf((x) => x, { record }))).toMatchObject({
      model: null,
      reason: 'Tiny cannot be recorded: TopK needs a value on the CPU in mid-run.',
    });
  });

  it('records with sums in one order where two eager runs differ', async () => {
    let fixed = false;
    let noise = 0;
    const sum: Compute = (x) => x + (fixed ? 0 : ++noise);
    const made: (RecordedModel & { disposed: number })[] = [];
    const record = async () => {
      const inOrder = fixed;
      const recording = recordingOf(inOrder ? (x) => x : sum);
      made.push(recording);
      return recording;
    };
    const fixSumOrder = (yes: boolean) => {
      fixed = yes;
    };
    const network = networkOf(() => 0, { record, fixSumOrder });
    const read = network.execute;
    const ordered: LoadedModel = {
      ...network,
      execute: () => {
        const inOrder = fixed;
        return read().then(({ read: plain }) => ({
          read: async () => {
            const [output] = await plain();
            return [{ shape: [1], data: Float32Array.of((output?.data[0] ?? 0) + (inOrder ? 0 : ++noise)) }];
          },
        }));
      },
      upload: (data) => network.upload(data),
    };
    const zero = { next: async () => ({ data: [Float32Array.of(0)], taken: null }) };
    const work = recordModel(ordered, { inputs: () => [zero, zero], now: () => 0 });
    let told = await work.next();
    while (told.done !== true) told = await work.next();
    expect(told.value).toMatchObject({ model: made[1], note: expect.stringContaining('adds in any order') });
    expect(made.map(({ disposed }) => disposed)).toEqual([1, 0]);
    expect(fixed).toBe(false);
  });

  it('leaves nothing when it is given up half-way', async () => {
    const recording = recordingOf((x) => x);
    const work = recordModel(
      networkOf((x) => x, { record: async () => recording }),
      { inputs, now: () => 0 },
    );
    await work.next();
    await work.return(undefined as never); // what is returned then is nobody's
    expect(recording.disposed).toBe(1);
  });
});
