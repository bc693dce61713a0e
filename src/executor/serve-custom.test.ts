/**
 * Models that somebody brought, through the executor's contract: bytes from blobs, live sound, another input in mid-run, a
 * source that is lost, failures on purpose. TensorFlow.js itself on its plain JavaScript backend.
 */
import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CustomModel } from '../domain/custom-model';
import type { ExecutorContract, ExecutorEvents, LoadArgument } from '../protocol/executor-contract';
import type { FrameDown, FrameUp } from '../protocol/frame-channel';
import { connect } from '../protocol/rpc';
import { inferOf } from '../testing/builders';
import {
  customModel,
  float,
  type GraphParts,
  graphArtifacts,
  LOOP,
  node,
  placeholder,
  randomInput,
} from '../testing/small-networks';
import { noDeviceToLose } from './device-lost';
import type { Runtime } from './runtime';
import { serveExecutor } from './serve-executor';
import { loadTfjsModel } from './tfjs-model';

const runtime: Runtime = {
  start: async (_, threads) => ({ adapter: 'Node', software: false, threads, tfjsVersion: tf.version.tfjs }),
  load: (model, artifacts) =>
    loadTfjsModel(model, artifacts, { settle: () => Promise.resolve(), assertAlive: () => {} }),
  memory: () => ({ inUseBytes: tf.memory().numBytes, reservedBytes: null }),
  setGpuTerms: () => {},
  loseDevice: () => noDeviceToLose('cpu'),
};

const opened: MessagePort[] = [];

async function open() {
  const [near, frames] = [new MessageChannel(), new MessageChannel()];
  opened.push(near.port1, near.port2, frames.port2);
  const up: FrameUp[] = [];
  const waiting: { kind: FrameUp['kind']; resolve: () => void }[] = [];
  frames.port2.onmessage = ({ data }: MessageEvent<FrameUp>) => {
    up.push(data);
    for (const one of waiting) if (one.kind === data.kind) one.resolve();
  };
  serveExecutor(near.port2, async () => runtime, performance.now.bind(performance));
  const { call } = connect<ExecutorContract, ExecutorEvents>(near.port1, {
    loadProgress: () => {},
    planned: () => {},
    verified: () => {},
    mode: () => {},
    policyFailed: () => {},
    deviceLost: () => {},
  });
  near.port1.start();
  near.port2.start();
  await call(
    'start',
    { executorId: 'x', backend: 'cpu', threads: 1, framePort: frames.port1, doorbell: null },
    [frames.port1],
  );
  return {
    call,
    up,
    /** Resolves when the next message of that kind has come up. */
    next: (kind: FrameUp['kind']) => new Promise<void>((resolve) => waiting.push({ kind, resolve })),
    send: (message: FrameDown) => frames.port2.postMessage(message),
    infer: () => call('infer', inferOf('a', 1)),
  };
}

/** A model with its files, as the page hands both over. */
function broughtOf(
  parts: GraphParts,
  change: Partial<CustomModel> = {},
  argument: Partial<LoadArgument> = {},
) {
  const { modelTopology, signature, weightSpecs, weightData } = graphArtifacts(parts);
  const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
  const json = JSON.stringify({ format: 'graph-model', modelTopology, signature, weightsManifest });
  const files = [
    { path: 'model.json', content: new TextEncoder().encode(json) },
    { path: 'weights.bin', content: new Uint8Array(weightData) },
  ];
  const model = customModel({
    ...change,
    files: files.map(({ path, content }) => ({
      path,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  });
  const bytes = { kind: 'blobs', blobs: files.map(({ content }) => new Blob([content])) } as const;
  const plain = { tenantId: 'a', model, bytes, input: 'scene', seed: 1, refuseNetwork: true } as const;
  return { ...plain, ...argument, bytes };
}

/** Hears two samples and gives their double. */
const DOUBLE: GraphParts = {
  nodes: [placeholder('x', [1, 2]), node('twice', 'Mul', ['x', 'two'], float)],
  weights: { two: { shape: [], values: [2] } },
  inputs: { x: 'x:0' },
  outputs: { twice: 'twice:0' },
};
const listening: Partial<CustomModel> = {
  inputs: [{ name: 'x', shape: [1, 2], feed: { kind: 'audio', sampleRateHz: 16_000, range: [-1, 1] } }],
};
const sound = (frameNumber: number, ...samples: readonly number[]): FrameDown => ({
  kind: 'sound',
  tenantId: 'a',
  slot: 0,
  frameNumber,
  samples: Float32Array.from(samples),
  startSeconds: 0,
});
const valuesOf = async ({ call }: Awaited<ReturnType<typeof open>>) => {
  const newest = await call('lastResult', { tenantId: 'a' });
  if (newest?.result.kind !== 'numbers') throw new Error(`${newest?.result.kind} instead of numbers`);
  return newest.result.outputs.map(({ low, high }) => [low, high]);
};

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

describe('a model that somebody brought', () => {
  it('is loaded from its blobs, asks for its own slot and source, and shows what it hears', async () => {
    const executor = await open();
    const { notes } = await executor.call('load', broughtOf(DOUBLE, listening, { input: 'microphone' }));
    expect(notes).toEqual([]);
    const result = executor.next('result');
    executor.send(sound(7, 0.25, 0.5));
    expect((await executor.infer()).frameNumber).toBe(7);
    expect(await valuesOf(executor)).toEqual([[0.5, 1]]);
    await result;
    expect(executor.up).toEqual([
      expect.objectContaining({ kind: 'want', slot: 0, source: 'microphone' }),
      { kind: 'taken', tenantId: 'a', slot: 0, frameNumber: 7 },
      expect.objectContaining({ kind: 'result' }),
    ]);
  });

  it('shows numbers on random input too', async () => {
    const executor = await open();
    await executor.call(
      'load',
      broughtOf(DOUBLE, { inputs: [randomInput('x', [1, 2])] }, { input: 'random' }),
    );
    expect((await executor.infer()).frameNumber).toBeNull();
    const [[low = -1, high = -1] = []] = await valuesOf(executor);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(2);
  });

  it('tells in its load report that it runs asynchronously', async () => {
    const executor = await open();
    const counting: Partial<CustomModel> = {
      inputs: [{ name: 'x', shape: [], feed: { kind: 'values', values: [3] } }],
      controlFlow: true,
    };
    const { notes } = await executor.call('load', broughtOf(LOOP, counting));
    expect(notes).toEqual([expect.stringContaining('runs with executeAsync because of')]);
    await executor.infer();
    expect(await valuesOf(executor)).toEqual([[10, 10]]);
  });

  it('leaves no tensor behind, loaded and unloaded twenty times', async () => {
    const executor = await open();
    const before = tf.memory().numTensors;
    for (let round = 0; round < 20; round++) {
      await executor.call('load', broughtOf(DOUBLE, listening, { input: 'random' }));
      await executor.infer();
      await executor.call('unload', { tenantId: 'a' });
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('whose outputs are no numbers is not served, and leaves no tensor behind', async () => {
    const executor = await open();
    const before = tf.memory().numTensors;
    const parts = { ...DOUBLE, weights: { two: { shape: [], values: [Number.NaN] } } };
    await expect(executor.call('load', broughtOf(parts, listening))).rejects.toMatchObject({
      code: 'output-invalid',
      message: expect.stringContaining('Mine returned NaN at 0'),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('whose file changed since it was brought is refused', async () => {
    const executor = await open();
    const brought = broughtOf(DOUBLE, listening);
    const blobs = [...brought.bytes.blobs.slice(0, 1), new Blob([new Uint8Array(4)])];
    await expect(
      executor.call('load', { ...brought, bytes: { kind: 'blobs', blobs } }),
    ).rejects.toMatchObject({ code: 'model-hash-mismatch' });
  });
});

describe('another input in mid-run', () => {
  it('is asked for at once; what the old source sent is not used again', async () => {
    const executor = await open();
    await executor.call('load', broughtOf(DOUBLE, listening));
    executor.send(sound(1, 0, 0));
    await executor.infer();
    await executor.call('setInput', { tenantId: 'a', input: 'sound-file', seed: 1 });
    const served = executor.infer();
    executor.send(sound(2, 0.5, 0.5));
    expect((await served).frameNumber).toBe(2);
    await executor.call('setInput', { tenantId: 'a', input: 'random', seed: 1 });
    expect((await executor.infer()).frameNumber).toBeNull();
    expect(
      executor.up.flatMap((one) => (one.kind === 'want' ? one.source : one.kind === 'unwant' ? 'none' : [])),
    ).toEqual(['scene', 'sound-file', 'none']);
  });

  it('serves the request that was waiting for a frame of the old one', async () => {
    const executor = await open();
    await executor.call('load', broughtOf(DOUBLE, listening, { input: 'microphone' }));
    const waiting = executor.infer();
    await executor.call('setInput', { tenantId: 'a', input: 'random', seed: 1 });
    expect((await waiting).frameNumber).toBeNull();
  });
});

describe('a source that is lost', () => {
  it('fails the request that waits and all that follow, until something comes again', async () => {
    const executor = await open();
    await executor.call('load', broughtOf(DOUBLE, listening, { input: 'microphone' }));
    executor.send(sound(1, 0, 0));
    await executor.infer();
    executor.send({ kind: 'nothing', tenantId: 'a', slot: 0, reason: 'The microphone was unplugged.' });
    executor.send({ kind: 'nothing', tenantId: 'nobody', slot: 0, reason: 'for nobody' });
    await expect(refusedFrom(executor)).resolves.toMatchObject({
      code: 'input-missing',
      message: 'The microphone was unplugged.',
    });
    const taken = executor.next('taken');
    executor.send(sound(2, 0, 0));
    await taken;
    expect((await executor.infer()).frameNumber).toBe(2);
  });

  /** The error of the first inference that is refused: messages of two channels come in any order. */
  async function refusedFrom(executor: Awaited<ReturnType<typeof open>>): Promise<unknown> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const error = await executor.infer().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) return error;
    }
    return null;
  }
});

describe('failures on purpose', () => {
  it('stall one inference in its compute part', async () => {
    const executor = await open();
    await executor.call('load', broughtOf(DOUBLE, listening, { input: 'random' }));
    await executor.call('mishap', { kind: 'stall', tenantId: 'a', durationMs: 60 });
    const { preprocessedAt, computedAt } = await executor.infer();
    expect(computedAt - preprocessedAt).toBeGreaterThanOrEqual(60);
  });

  it('corrupt one output, which the usual check finds, and no second one', async () => {
    const executor = await open();
    await executor.call('load', broughtOf(DOUBLE, listening, { input: 'random' }));
    await executor.call('mishap', { kind: 'corrupt-output', tenantId: 'a' });
    await expect(executor.infer()).rejects.toMatchObject({ code: 'output-invalid' });
    await expect(executor.infer()).resolves.toBeDefined();
  });

  it('are forgotten with their tenant', async () => {
    const executor = await open();
    await executor.call('load', broughtOf(DOUBLE, listening, { input: 'random' }));
    await executor.call('mishap', { kind: 'corrupt-output', tenantId: 'a' });
    await executor.call('load', broughtOf(DOUBLE, listening, { input: 'random' }));
    await expect(executor.infer()).resolves.toBeDefined();
  });

  it('cannot lose a device where there is none', async () => {
    const executor = await open();
    await expect(executor.call('mishap', { kind: 'lose-device' })).rejects.toMatchObject({
      code: 'backend-unsuited',
      message: expect.stringContaining('no device to lose'),
    });
  });

  it('are refused for a tenant that does not live here', async () => {
    const executor = await open();
    for (const kind of ['stall', 'corrupt-output'] as const) {
      await expect(
        executor.call('mishap', { kind, tenantId: 'nobody', durationMs: 1 }),
      ).rejects.toMatchObject({ code: 'inference-failed' });
    }
  });
});
