/**
 * A WebGPU device that refuses what it is asked, or goes, under the product's own runtime: what the one whose request it was is
 * told, and whether its neighbour computes what it did before. A worker for each fault: a device is lost once.
 */
import { EngineError } from '../../src/domain/errors';
import { type Outputs, sameBits } from '../../src/executor/cut-trial';
import type { LoadedModel, RecordedModel, Runtime, TensorData } from '../../src/executor/runtime';
import { createTfjsRuntime } from '../../src/executor/tfjs-runtime';
import {
  customModel,
  float,
  graphArtifacts,
  node,
  placeholder,
  randomInput,
} from '../../src/testing/small-networks';

export type GpuFault =
  | 'memory'
  | 'shader'
  | 'command'
  | 'loss in a load'
  | 'loss in a run'
  | 'loss in a capture';

export interface GpuFaultAnswer {
  /** Of each failure in turn: `code: message`. */
  readonly told: readonly string[];
  /** The neighbour's outputs after each, against those before; the failed one's when it was tried again. */
  readonly sameBits: readonly boolean[];
  /** Bytes that the device holds: before, and once the failed one has gone. */
  readonly reservedBytes: readonly (number | null)[];
  readonly losses: readonly string[];
  readonly error?: string;
}

const SIDE = 64;
/** Numbers along each side of a tensor of 2^30 bytes: more than a software GPU gives, and no more than its limits allow. */
const HUGE = 16_384;

type Nodes = Parameters<typeof graphArtifacts>[0]['nodes'];

function network(name: string, nodes: Nodes, weights = {}) {
  const shape = [SIDE, SIDE];
  const model = customModel({
    name,
    inputs: [randomInput('x', shape)],
    signature: {
      inputs: [{ name: 'x', shape, dtype: 'float32' }],
      outputs: [{ name: 'y', shape: null, dtype: 'float32' }],
    },
  });
  const parts = {
    nodes: [placeholder('x', shape), ...nodes],
    weights,
    inputs: { x: 'x:0' },
    outputs: { y: 'y:0' },
  };
  return { model, artifacts: () => graphArtifacts(parts) };
}

const NEIGHBOUR = network('Neighbour', [
  node('bent', 'Relu', ['x'], float),
  node('y', 'AddV2', ['bent', 'x'], float),
]);
const VICTIM = network('Victim', [node('y', 'Tanh', ['x'], float)]);
const GREEDY = network(
  'Greedy',
  [
    node('wide', 'Tile', ['x', 'times'], float),
    node('y', 'Max', ['wide', 'axes'], { ...float, keep_dims: { b: false } }),
  ],
  {
    times: { shape: [2], values: [HUGE / SIDE, HUGE / SIDE], dtype: 'int32' },
    axes: { shape: [2], values: [0, 1], dtype: 'int32' },
  },
);

/** What the device gets wrong next. */
const wrong = { shader: false, bindGroup: false };
const takeFault = (kind: keyof typeof wrong): boolean => {
  const is = wrong[kind];
  wrong[kind] = false;
  return is;
};

/** A device that fails on demand, once, by being asked for something that does not hold. */
function failOnDemand(device: GPUDevice): void {
  const shader = device.createShaderModule.bind(device);
  const bindGroup = device.createBindGroup.bind(device);
  device.createShaderModule = (given) =>
    shader(takeFault('shader') ? { ...given, code: 'no shader' } : given);
  device.createBindGroup = (given) => bindGroup(takeFault('bindGroup') ? { ...given, entries: [] } : given);
}

const request = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...given) {
  const device = await request.apply(this, given);
  failOnDemand(device);
  return device;
};

const data: readonly TensorData[] = [
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => ((i * 37) % 101) / 101 - 0.5),
];

async function infer(loaded: LoadedModel): Promise<Outputs> {
  loaded.upload(data);
  return (await loaded.execute()).read();
}

const told = (thrown: unknown): string =>
  thrown instanceof EngineError ? `${thrown.code}: ${thrown.message}` : `no EngineError: ${thrown}`;

const failureOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'it did not fail', told);

interface Stage {
  readonly runtime: Runtime;
  readonly neighbour: LoadedModel;
  readonly expected: Outputs;
  readonly losses: string[];
  reserved(): number | null;
}

async function openStage(): Promise<Stage> {
  const runtime = createTfjsRuntime();
  const losses: string[] = [];
  await runtime.start('webgpu', 1, (reason) => losses.push(reason));
  const neighbour = await runtime.load(NEIGHBOUR.model, NEIGHBOUR.artifacts());
  return {
    runtime,
    neighbour,
    expected: await infer(neighbour),
    losses,
    reserved: () => runtime.memory().reservedBytes,
  };
}

/** The whole of a load, as far as the device is concerned. */
async function loadAndRun(runtime: Runtime, { model, artifacts }: typeof VICTIM): Promise<LoadedModel> {
  const loaded = await runtime.load(model, artifacts());
  try {
    await infer(loaded);
    return loaded;
  } catch (thrown) {
    loaded.dispose();
    throw thrown;
  }
}

type Course = (stage: Stage) => Promise<Pick<GpuFaultAnswer, 'told' | 'sameBits' | 'reservedBytes'>>;

const refuseMemory: Course = async ({ runtime, neighbour, expected, reserved }) => {
  const before = reserved();
  const failures = [await failureOf(loadAndRun(runtime, GREEDY))];
  const same = [sameBits(await infer(neighbour), expected)];
  failures.push(await failureOf(loadAndRun(runtime, GREEDY)));
  same.push(sameBits(await infer(neighbour), expected));
  return { told: failures, sameBits: same, reservedBytes: [before, reserved()] };
};

const breakShader: Course = async ({ runtime, neighbour, expected, reserved }) => {
  const before = reserved();
  wrong.shader = true;
  const failures = [await failureOf(loadAndRun(runtime, VICTIM))];
  const same = [sameBits(await infer(neighbour), expected)];
  const again = await loadAndRun(runtime, VICTIM); // not of the shader that was refused
  same.push(sameBits(await infer(again), await infer(again)), !sameBits(await infer(again), expected));
  again.dispose();
  return { told: failures, sameBits: same, reservedBytes: [before, reserved()] };
};

const breakCommand: Course = async ({ runtime, neighbour, expected, reserved }) => {
  const victim = await loadAndRun(runtime, VICTIM);
  const rightly = await infer(victim);
  const before = reserved();
  wrong.bindGroup = true;
  const failures = [await failureOf(infer(victim))];
  const same = [sameBits(await infer(neighbour), expected), sameBits(await infer(victim), rightly)];
  return { told: failures, sameBits: same, reservedBytes: [before, reserved()] };
};

const loseInLoad: Course = async ({ runtime, neighbour }) => {
  const victim = await runtime.load(VICTIM.model, VICTIM.artifacts());
  const loading = failureOf(infer(victim));
  runtime.loseDevice();
  const failures = [await loading, await failureOf(infer(neighbour))];
  victim.dispose();
  neighbour.dispose();
  return { told: failures, sameBits: [], reservedBytes: [] };
};

const recordingOf = async ({ record }: LoadedModel): Promise<RecordedModel> => {
  if (record === null) throw new Error('nothing is recorded here');
  return record();
};

const loseInRun: Course = async ({ runtime, neighbour, expected }) => {
  const recording = await recordingOf(neighbour);
  const same = [sameBits(await infer(recording), expected)];
  const running = [failureOf(infer(recording)), failureOf(infer(neighbour))];
  runtime.loseDevice();
  const failures = await Promise.all(running);
  failures.push(await failureOf(infer(recording)));
  recording.dispose();
  neighbour.dispose();
  return { told: failures, sameBits: same, reservedBytes: [] };
};

const loseInCapture: Course = async ({ runtime, neighbour }) => {
  const capturing = recordingOf(neighbour).then(infer); // verifying is running it
  runtime.loseDevice();
  const failures = [await failureOf(capturing)];
  neighbour.dispose();
  return { told: failures, sameBits: [], reservedBytes: [] };
};

const COURSES: Readonly<Record<GpuFault, Course>> = {
  memory: refuseMemory,
  shader: breakShader,
  command: breakCommand,
  'loss in a load': loseInLoad,
  'loss in a run': loseInRun,
  'loss in a capture': loseInCapture,
};

async function observe(fault: GpuFault): Promise<GpuFaultAnswer> {
  const stage = await openStage();
  const answer = await COURSES[fault](stage);
  return { ...answer, losses: stage.losses };
}

self.addEventListener('message', async ({ data: fault }: MessageEvent<GpuFault>) => {
  const nothing = { told: [], sameBits: [], reservedBytes: [], losses: [] };
  const failed = (thrown: unknown) => ({
    ...nothing,
    error: thrown instanceof Error ? `${thrown.stack}` : String(thrown),
  });
  self.postMessage(await observe(fault).catch(failed));
});
