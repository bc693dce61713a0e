/** A real network loaded twice on one real backend, by the product's own runtime: what memory and outputs say at each step. */
import * as tf from '@tensorflow/tfjs';
import type { Backend } from '../../src/domain/backend';
import type { CatalogModel } from '../../src/domain/model';
import { type Outputs, sameBits } from '../../src/executor/cut-trial';
import type { LoadedModel, TensorData } from '../../src/executor/runtime';
import { createRandomInput } from '../../src/executor/tenant-input';
import { createTfjsRuntime } from '../../src/executor/tfjs-runtime';
import { toArtifacts } from '../../src/sources/model-artifacts';
import { fetchVerifiedFiles } from '../../src/sources/verified-files';

export interface SharedWeightsCall {
  readonly backend: Backend;
  readonly model: CatalogModel;
  readonly baseUrl: string;
}

/** Bytes at one step. */
export interface WeightBytes {
  readonly inUse: number;
  readonly shared: number;
  /** In buffers or textures that are in use; null where there is no GPU. */
  readonly onGpu: number | null;
}

export interface SharedWeightsAnswer {
  /** Nothing is loaded, but the backend has run the model once. */
  readonly before: WeightBytes;
  readonly one: WeightBytes;
  readonly two: WeightBytes;
  /** The one that was loaded first has left. */
  readonly oneLeft: WeightBytes;
  readonly after: WeightBytes;
  /**
   * Whether outputs are those of a model loaded alone: of the first, of the second beside it, of the second by itself, and of
   * the recording of a third, which the second has left by then; there is none but on WebGPU.
   */
  readonly sameBits: readonly boolean[];
  readonly error?: string;
}

async function observe({ backend, model, baseUrl }: SharedWeightsCall): Promise<SharedWeightsAnswer> {
  const runtime = createTfjsRuntime();
  await runtime.start(backend, 1, () => {});
  const files = await fetchVerifiedFiles(model, new URL(`${model.id}/`, baseUrl).href);
  const { data } = await createRandomInput(model, 5).next();
  const load = () => runtime.load(model, toArtifacts(model, files));
  const bytes = (): WeightBytes => {
    const { inUseBytes, sharedBytes = 0 } = runtime.memory();
    const { numBytesInGPU = null } = tf.memory() as { numBytesInGPU?: number }; // added by the GPU backends
    return { inUse: inUseBytes ?? 0, shared: sharedBytes, onGpu: numBytesInGPU };
  };
  const alone = await load();
  const expected = await run(alone, data);
  alone.dispose();
  const before = bytes();
  const first = await load();
  const same = [sameBits(await run(first, data), expected)];
  const one = bytes();
  const second = await load();
  same.push(sameBits(await run(second, data), expected));
  const two = bytes();
  first.dispose();
  const oneLeft = bytes();
  same.push(sameBits(await run(second, data), expected));
  const third = await load();
  await run(third, data);
  const recording = await third.record?.();
  second.dispose();
  if (recording !== undefined) {
    await run(third, (await createRandomInput(model, 6).next()).data); // buffers that were free are written to
    same.push(sameBits(await run(recording, data), expected));
    recording.dispose();
  }
  third.dispose();
  return { before, one, two, oneLeft, after: bytes(), sameBits: same };
}

/** With sums in one order: on WebGPU the library adds in any order otherwise, and no two runs need agree. */
async function run(network: LoadedModel, data: readonly TensorData[]): Promise<Outputs> {
  network.fixSumOrder?.(true);
  network.upload(data);
  return (await network.execute()).read();
}

self.addEventListener('message', async ({ data }: MessageEvent<SharedWeightsCall>) => {
  const none: WeightBytes = { inUse: 0, shared: 0, onGpu: null };
  const nothing = { before: none, one: none, two: none, oneLeft: none, after: none, sameBits: [] };
  self.postMessage(await observe(data).catch((thrown: unknown) => ({ ...nothing, error: String(thrown) })));
});
