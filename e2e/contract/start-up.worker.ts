/**
 * Loads real networks one after the other on one WebGPU device with the product's own runtime, counting what the device is
 * asked to compile, and runs each on the same numbers. Without messages of the product, and without its request loop.
 */
import * as tf from '@tensorflow/tfjs';
import { reportOf } from '../../src/domain/errors';
import type { CatalogModel } from '../../src/domain/model';
import { loadNetwork } from '../../src/executor/load-network';
import { besideNobody } from '../../src/executor/load-steps';
import type { LoadedModel, Preparation, Runtime } from '../../src/executor/runtime';
import { createRandomInput } from '../../src/executor/tenant-input';
import { createTfjsRuntime } from '../../src/executor/tfjs-runtime';
import type { LoadReport } from '../../src/protocol/executor-contract';

export interface StartUpLoad {
  readonly model: CatalogModel;
  /** Its first new shader does not read. */
  readonly broken?: boolean;
}

export interface StartUpCall {
  readonly loads: readonly StartUpLoad[];
  readonly baseUrl: string;
  /** As the product does; otherwise pipelines compile in the first inference. */
  readonly prepared: boolean;
  /** Pipelines under way at once; the product's choice when absent. */
  readonly atOnce?: number;
}

/** Calls of the device. */
interface Compiled {
  readonly modules: number;
  readonly ahead: number;
  /** By inferences that could not wait. */
  readonly atOnce: number;
}

export interface StartUpOutcome {
  readonly name: string;
  readonly report: LoadReport | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Every event that told of pipelines. */
  readonly told: readonly { readonly done: number; readonly total: number }[];
  readonly compiled: Compiled;
  /** From the call to a network that has run once, ms; without the download. */
  readonly startMs: number;
  /** The longest that this thread could not take in a message, ms. */
  readonly longestTurnMs: number;
  /** On the same numbers; empty when it did not load. */
  readonly outputs: readonly (Float32Array | Int32Array)[];
}

export interface StartUpAnswer {
  readonly outcomes: readonly StartUpOutcome[];
  /** Once all are freed: bytes and tensors that are left, buffers in use. */
  readonly left: { readonly bytes: number; readonly tensors: number; readonly buffers: number };
  readonly error?: string;
}

const counts = { modules: 0, ahead: 0, atOnce: 0 };
let breakNext = false;

/** From now on calls of the device are counted. */
function countCompiling(): void {
  const device = GPUDevice.prototype;
  const { createShaderModule, createComputePipelineAsync, createComputePipeline } = device;
  device.createShaderModule = function (descriptor) {
    counts.modules += 1;
    const code = breakNext ? `${descriptor.code}\nthis does not read` : descriptor.code;
    breakNext = false;
    return createShaderModule.call(this, { ...descriptor, code });
  };
  device.createComputePipelineAsync = function (descriptor) {
    counts.ahead += 1;
    return createComputePipelineAsync.call(this, descriptor);
  };
  device.createComputePipeline = function (descriptor) {
    counts.atOnce += 1;
    return createComputePipeline.call(this, descriptor);
  };
}

/** The longest that messages to this thread had to wait, in turns through a channel. */
function watchTurns(): () => number {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let longestMs = 0;
  port1.onmessage = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    setTimeout(() => {
      last = performance.now();
      port2.postMessage(null);
    });
  };
  port2.postMessage(null);
  return () => {
    port1.close();
    return longestMs;
  };
}

/** The runtime with what this call asks to be otherwise. */
function asAsked(runtime: Runtime, { prepared, atOnce }: StartUpCall): Pick<Runtime, 'load'> {
  return {
    async load(model, artifacts): Promise<LoadedModel> {
      const network = await runtime.load(model, artifacts);
      const preparation = prepared ? (network.preparation ?? null) : null;
      const asked = preparation === null ? null : compiling(preparation, atOnce);
      return Object.assign(network, { preparation: asked });
    },
  };
}

const compiling = (preparation: Preparation, atOnce: number | undefined): Preparation => ({
  uploadWeights: () => preparation.uploadWeights(),
  async findPipelines() {
    const found = await preparation.findPipelines();
    if ('unknown' in found || atOnce === undefined) return found;
    return { ...found, compile: (options) => found.compile({ ...options, atOnce }) };
  },
});

async function loadOne(call: StartUpCall, runtime: Runtime, load: StartUpLoad) {
  const { model } = load;
  const before = { ...counts };
  const told: { done: number; total: number }[] = [];
  breakNext = load.broken ?? false;
  const longest = watchTurns();
  let downloadedAt = performance.now();
  const bytes = { kind: 'folder', baseUrl: new URL(`${model.id}/`, call.baseUrl).href } as const;
  const argument = {
    tenantId: model.id,
    model,
    bytes,
    input: 'random',
    seed: 1,
    refuseNetwork: false,
  } as const;
  const loading = loadNetwork(argument, {
    runtime: asAsked(runtime, call),
    compiles: true,
    signal: new AbortController().signal,
    onProgress({ phase, pipelines }) {
      if (phase === 'parse') downloadedAt = performance.now();
      if (pipelines !== undefined) told.push(pipelines);
    },
    now: () => performance.now(),
    beside: besideNobody,
    hasOthers: () => false,
  });
  const ended = await loading.then(
    ({ network, report }) => ({ network, report, failure: null }),
    (thrown: unknown) => ({ network: null, report: null, failure: reportOf(thrown, 'model-load-failed') }),
  );
  const startMs = performance.now() - downloadedAt;
  const longestTurnMs = longest();
  const compiled = {
    modules: counts.modules - before.modules,
    ahead: counts.ahead - before.ahead,
    atOnce: counts.atOnce - before.atOnce,
  };
  const { network, report, failure } = ended;
  const outputs = network === null ? [] : await outputsOf(model, network);
  const outcome: StartUpOutcome = {
    ...{ name: model.name, report, failure, told, compiled, startMs, longestTurnMs, outputs },
  };
  return { network, outcome };
}

async function outputsOf(model: CatalogModel, network: LoadedModel): Promise<StartUpOutcome['outputs']> {
  network.fixSumOrder?.(true);
  network.upload((await createRandomInput(model, 5).next()).data);
  const outputs = await (await network.execute()).read();
  network.fixSumOrder?.(false);
  return outputs.map(({ data }) => data);
}

async function startUp(call: StartUpCall): Promise<StartUpAnswer> {
  countCompiling();
  const runtime = createTfjsRuntime();
  await runtime.start('webgpu', 1, () => {});
  const before = tf.memory();
  const buffers = () =>
    (tf.backend() as unknown as { bufferManager: { numUsedBuffers: number } }).bufferManager.numUsedBuffers; // private
  const buffersBefore = buffers();
  const loaded = [];
  for (const load of call.loads) loaded.push(await loadOne(call, runtime, load));
  for (const { network } of loaded) network?.dispose();
  return {
    outcomes: loaded.map(({ outcome }) => outcome),
    left: {
      bytes: tf.memory().numBytes - before.numBytes,
      tensors: tf.memory().numTensors - before.numTensors,
      buffers: buffers() - buffersBefore,
    },
  };
}

self.addEventListener('message', async ({ data }: MessageEvent<StartUpCall>) => {
  const nothing = { outcomes: [], left: { bytes: 0, tensors: 0, buffers: 0 } };
  const answer = await startUp(data).catch((thrown: unknown) => ({ ...nothing, error: String(thrown) }));
  self.postMessage(answer);
});
