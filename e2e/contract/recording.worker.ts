/**
 * Recordings on the real WebGPU backend: of a tiny network of each kernel family, of models of the zoo, replayed by turns in a
 * seeded order, and broken on purpose. The product's own backend and library, without its messages.
 */
import * as tf from '@tensorflow/tfjs';
import { createPrng, type Prng } from '../../src/base/prng';
import type { RecordingFacts } from '../../src/domain/gpu';
import type { CatalogModel } from '../../src/domain/model';
import { type StartedBackend, startBackend } from '../../src/executor/backends';
import type { GpuAccess } from '../../src/executor/gpu-access';
import { captureRecording } from '../../src/executor/gpu-recording/capture';
import { NotRecordable } from '../../src/executor/gpu-recording/not-recordable';
import type { Flaws } from '../../src/executor/gpu-recording/private-buffers';
import type { Recording } from '../../src/executor/gpu-recording/recording';
import { firstDifference } from '../../src/executor/gpu-recording/verify';
import { recordModel } from '../../src/executor/record-model';
import type { LoadedModel } from '../../src/executor/runtime';
import { createRandomInput } from '../../src/executor/tenant-input';
import { loadTfjsModel } from '../../src/executor/tfjs-model';
import { sumOrderSwitch } from '../../src/executor/tfjs-sum-order';
import { toArtifacts } from '../../src/sources/model-artifacts';
import { fetchVerifiedFiles } from '../../src/sources/verified-files';
import { FAMILY_INPUT, type Family, kernelFamilies } from './kernel-families';

export type RecordingCall =
  | { readonly kind: 'families' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'interleaved'; readonly rounds: number; readonly seed: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'zoo'; readonly models: readonly CatalogModel[]; readonly baseUrl: string };

export interface Outcome {
  readonly name: string;
  /** Null: it holds. */
  readonly failure: string | null;
  readonly facts: Partial<RecordingFacts> | null;
}

export interface RecordingAnswer {
  readonly outcomes: readonly Outcome[];
  /** Buffers of tensors and bytes of the pool that are left when all is disposed, less what was there before. */
  readonly leftTensors: number;
  readonly error?: string;
}

interface Bench {
  readonly gpu: GpuAccess;
  readonly started: StartedBackend;
}

const fail = (what: string): never => {
  throw new Error(what);
};

async function start(): Promise<Bench> {
  const started = await startBackend('webgpu', { threads: 1, onDeviceLost: () => {} });
  sumOrderSwitch()?.(true); // so that two eager runs can be compared
  return { started, gpu: started.gpu ?? fail('webgpu has a device') };
}

type Numbers = Float32Array | Int32Array;
const SIZE = tf.util.sizeFromShape([...FAMILY_INPUT.shape]);

const numbers = (prng: Prng): Float32Array => Float32Array.from({ length: SIZE }, () => 2 * prng.next() - 1);

function runOf({ run }: Family): (inputs: readonly tf.Tensor[]) => tf.Tensor[] {
  return ([x]) => tf.tidy(() => [run(x as tf.Tensor4D)].flat()); // of the input's shape
}

/** On a tensor that is on the GPU: small ones are computed on the CPU otherwise. */
async function eager(family: Family, sample: Numbers): Promise<Numbers[]> {
  const x = tf.tensor(sample, [...FAMILY_INPUT.shape], 'float32');
  const outputs = runOf(family)([x]);
  const data = await Promise.all(outputs.map((output) => output.data()));
  tf.dispose([x, ...outputs]);
  return data.map((one) => (one instanceof Uint8Array ? Int32Array.from(one) : one));
}

async function recorded({ gpu }: Bench, family: Family, flaws: Flaws = {}): Promise<Recording> {
  await eager(family, numbers(createPrng(1))); // weights, pipelines
  return captureRecording({ backend: gpu.backend, inputs: [FAMILY_INPUT], run: runOf(family) }, flaws);
}

async function difference(recording: Recording, family: Family): Promise<number | null> {
  const samples = [[numbers(createPrng(2))], [numbers(createPrng(3))]];
  const work = firstDifference(recording, {
    samples,
    eager: ([sample]) => eager(family, sample ?? fail('no sample')),
  });
  for (;;) {
    const { done, value } = await work.next();
    if (done === true) return value;
  }
}

async function attempt(name: string, check: () => Promise<Outcome['facts'] | undefined>): Promise<Outcome> {
  try {
    return { name, failure: null, facts: (await check()) ?? null };
  } catch (thrown) {
    const failure = thrown instanceof Error ? thrown.message : String(thrown);
    return { name, failure, facts: null };
  }
}

/** Each family recorded, compared on two inputs, disposed. */
async function families(bench: Bench): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const family of kernelFamilies()) {
    outcomes.push(
      await attempt(family.name, async () => {
        const recording = await recorded(bench, family);
        const output = await difference(recording, family);
        recording.dispose();
        if (output !== null) fail(`output ${output} differs`);
        return recording.size;
      }),
    );
  }
  return outcomes;
}

/** What a recording leaves out makes its comparison fail: a failure here means that it did not. */
async function broken(bench: Bench): Promise<Outcome[]> {
  const family: Family = {
    name: 'three sizes in turn',
    run: (x) =>
      tf.concat(
        [
          tf.maxPool(x, 2, 2, 'same'),
          tf
            .avgPool(
              tf.pad(x, [
                [0, 0],
                [1, 1],
                [2, 2],
                [0, 0],
              ]),
              2,
              2,
              'same',
            )
            .slice([0, 0, 0, 0], [1, 8, 8, 8]),
        ],
        3,
      ),
  };
  const flaws: readonly (readonly [string, Flaws])[] = [
    ['a baked input', { bakedInput: true }],
    ['a reused uniform', { reusedUniforms: true }],
  ];
  const outcomes: Outcome[] = [];
  for (const [name, flaw] of flaws) {
    outcomes.push(
      await attempt(name, async () => {
        const recording = await recorded(bench, family, flaw);
        const output = await difference(recording, family);
        recording.dispose();
        if (output === null) fail('the comparison did not notice');
        return undefined;
      }),
    );
  }
  return outcomes;
}

interface Run {
  readonly family: Family;
  readonly recording: Recording;
  readonly sample: Numbers;
  readonly expected: readonly Numbers[];
  next: number;
}

/** Two recordings whose dispatches are submitted by turns, in runs of seeded lengths. */
async function interleaved(bench: Bench, rounds: number, seed: number): Promise<Outcome[]> {
  const prng = createPrng(seed);
  const chosen = kernelFamilies().filter(({ name }) =>
    /residual|swish|sigmoid|concatenation|sums/.test(name),
  );
  const hosted: { family: Family; recording: Recording }[] = [];
  for (const family of chosen) hosted.push({ family, recording: await recorded(bench, family) });
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round++) {
    outcomes.push(
      await attempt(`round ${round}`, async () => {
        const runs: Run[] = [];
        for (const { family, recording } of hosted) {
          const sample = numbers(prng);
          runs.push({ family, recording, sample, expected: await eager(family, sample), next: 0 });
        }
        for (const { recording, sample } of runs) recording.write([sample]);
        const last = (run: Run) => run.recording.commands.length - 1;
        for (let left = runs; left.length > 0; left = runs.filter((run) => run.next < last(run))) {
          const run = left[Math.floor(prng.next() * left.length)] ?? fail('none left');
          const to = Math.min(last(run), run.next + 1 + Math.floor(prng.next() * 3));
          run.recording.submit(run.next, to);
          run.next = to;
        }
        for (const { family, recording, expected, next } of runs) {
          const readback = recording.submitLast(next);
          await readback.ready;
          const same = readback
            .take()
            .outputs.every((output, index) => same4(output, expected[index] ?? output.slice(1)));
          if (!same) fail(`${family.name} differs`);
        }
        return undefined;
      }),
    );
  }
  for (const { recording } of hosted) recording.dispose();
  return outcomes;
}

const same4 = (a: Numbers, b: Numbers): boolean =>
  a.length === b.length &&
  new Uint32Array(a.buffer).every((bits, at) => bits === new Uint32Array(b.buffer)[at]);

/** Networks that cannot be recorded, and the kind of hindrance: a failure here is another one, or none. */
async function refused(bench: Bench): Promise<Outcome[]> {
  const x = (inputs: readonly tf.Tensor[]) => inputs[0] as tf.Tensor4D; // there is one
  const networks: readonly (readonly [
    string,
    (inputs: readonly tf.Tensor[]) => tf.Tensor[] | Promise<tf.Tensor[]>,
  ])[] = [
    ['readback', (inputs) => tf.tidy(() => [tf.scalar(x(inputs).max().dataSync()[0] ?? 0)])],
    [
      'readback',
      (inputs) =>
        tf.tidy(() => [
          tf.image.nonMaxSuppression(
            x(inputs).reshape([512, 4]),
            x(inputs).reshape([2048]).slice(0, 512) as tf.Tensor1D,
            5,
          ),
        ]),
    ],
    ['control-flow', async (inputs) => [tf.relu(x(inputs))]],
  ];
  const outcomes: Outcome[] = [];
  for (const [hindrance, run] of networks) {
    outcomes.push(
      await attempt(`${hindrance} ${outcomes.length}`, async () => {
        try {
          const { backend } = bench.gpu;
          (await captureRecording({ backend, inputs: [FAMILY_INPUT], run })).dispose();
        } catch (thrown) {
          if (thrown instanceof NotRecordable && thrown.hindrance === hindrance) return undefined;
          throw thrown;
        }
        return fail('it was recorded');
      }),
    );
  }
  return outcomes;
}

async function warm(network: LoadedModel, model: CatalogModel): Promise<void> {
  network.upload((await createRandomInput(model, 1).next()).data);
  await (await network.execute()).read();
}

async function zoo({ started }: Bench, models: readonly CatalogModel[], baseUrl: string): Promise<Outcome[]> {
  sumOrderSwitch()?.(false); // as the product runs
  const outcomes: Outcome[] = [];
  for (const model of models) {
    outcomes.push(
      await attempt(model.id, async () => {
        const files = await fetchVerifiedFiles(model, new URL(`${model.id}/`, baseUrl).href);
        const network = await loadTfjsModel(model, toArtifacts(model, files), started);
        try {
          await warm(network, model);
          const work = recordModel(network, {
            inputs: () => [createRandomInput(model, 2), createRandomInput(model, 3)],
            now: () => performance.now(),
          });
          for (;;) {
            const { done, value } = await work.next();
            if (done !== true) continue;
            if (value.model === null) return fail(value.reason);
            value.model.dispose();
            return { ...value.facts, ...(value.note === null ? {} : { note: value.note }) };
          }
        } finally {
          network.dispose();
        }
      }),
    );
  }
  return outcomes;
}

async function answer(call: RecordingCall): Promise<RecordingAnswer> {
  const bench = await start();
  const before = tf.memory().numTensors;
  const outcomes = await outcomesOf(call, bench);
  const kept = call.kind === 'families' || call.kind === 'interleaved' ? WEIGHTS : 0;
  return { outcomes, leftTensors: tf.memory().numTensors - before - kept };
}

/** That `kernelFamilies` keeps. */
const WEIGHTS = 10;

function outcomesOf(call: RecordingCall, bench: Bench): Promise<Outcome[]> {
  if (call.kind === 'families') return families(bench);
  if (call.kind === 'broken') return broken(bench);
  if (call.kind === 'refused') return refused(bench);
  if (call.kind === 'interleaved') return interleaved(bench, call.rounds, call.seed);
  return zoo(bench, call.models, call.baseUrl);
}

self.addEventListener('message', async ({ data }: MessageEvent<RecordingCall>) => {
  const told = await answer(data).catch((thrown: unknown) => ({
    outcomes: [],
    leftTensors: 0,
    error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  }));
  self.postMessage(told);
});
