/**
 * The product's executor under the contract suite, in Node: real networks on WASM, files from `public/models`, message
 * channels as between threads. What needs a canvas (frames) is left to the browser's run of the suite.
 */
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExecutorContract, ExecutorEvents } from '../protocol/executor-contract';
import type { FrameUp } from '../protocol/frame-channel';
import { connect } from '../protocol/rpc';
import { EXECUTOR_CONTRACT, type ExecutorSubject } from '../testing/executor-contract';
import { catalogModel, loadRealNetwork, modelFile } from '../testing/real-networks';
import { noDeviceToLose } from './device-lost';
import type { Runtime } from './runtime';
import { serveExecutor } from './serve-executor';
import { loadTfjsModel } from './tfjs-model';

const SAMPLES = ['emotion', 'facemesh'] as const;
const BASE = 'http://here/models/';

const runtime: Runtime = {
  start: async (_, threads) => ({ adapter: 'Node', software: false, threads, tfjsVersion: tf.version.tfjs }),
  load: (model, artifacts) =>
    loadTfjsModel(model, artifacts, { settle: () => Promise.resolve(), assertAlive: () => {} }),
  memory: () => ({ inUseBytes: tf.memory().numBytes, reservedBytes: null }),
  setGpuTerms: () => {},
  loseDevice: () => noDeviceToLose('wasm'),
};

/** `http://here/models/<id>/<path>` from the files that the app serves. */
async function serveModels(url: URL): Promise<Response> {
  const [id = '', path = '', ...deeper] = url.href.slice(BASE.length).split('/');
  return deeper.length > 0 ? new Response(null, { status: 404 }) : new Response(modelFile(id, path));
}

const opened: MessagePort[] = [];

async function open(backend: 'wasm' | 'webgl'): Promise<ExecutorSubject> {
  const [near, frames] = [new MessageChannel(), new MessageChannel()];
  opened.push(near.port1, near.port2, frames.port2);
  const framesUp: FrameUp[] = [];
  frames.port2.onmessage = ({ data }: MessageEvent<FrameUp>) => framesUp.push(data);
  serveExecutor(near.port2, async () => runtime, performance.now.bind(performance));
  const progress: ExecutorEvents['loadProgress'][] = [];
  const planned: ExecutorEvents['planned'][] = [];
  const modes: ExecutorEvents['mode'][] = [];
  const losses: string[] = [];
  const { call } = connect<ExecutorContract, ExecutorEvents>(near.port1, {
    loadProgress: (event) => progress.push(event),
    planned: (event) => planned.push(event),
    verified: () => {},
    mode: (event) => modes.push(event),
    policyFailed: () => {},
    deviceLost: ({ reason }) => losses.push(reason),
  });
  near.port1.start();
  near.port2.start();
  await call('start', { executorId: 'x', backend, threads: 1, framePort: frames.port1, doorbell: null }, [
    frames.port1,
  ]);
  return {
    call,
    progress,
    planned,
    modes,
    records: false,
    losses,
    hasDevice: false,
    segmentMs: 'layer',
    framesUp,
    sendFrame: null,
    kindOf: ['classes', 'landmarks'],
    loadOf: (tenantId, sample, change) => {
      const model = catalogModel(SAMPLES[sample]);
      const bytes = { kind: 'folder', baseUrl: `${BASE}${model.id}/` } as const;
      return { tenantId, model, bytes, input: 'scene', seed: 1, refuseNetwork: false, ...change };
    },
  };
}

describe('the executor', () => {
  beforeAll(async () => {
    await loadRealNetwork('emotion').then((network) => network.dispose()); // WASM is up
  }, 60_000);
  afterEach(() => {
    for (const port of opened.splice(0)) port.close();
    vi.unstubAllGlobals();
  });

  // Under the name of a GPU backend it runs the warm-up twice: the phases are told apart by that name alone.
  describe.each(['wasm', 'webgl'] as const)('as %s', (backend) => {
    it.each(EXECUTOR_CONTRACT)('$name', async ({ check }) => {
      vi.stubGlobal('fetch', serveModels);
      await expect(check(await open(backend))).resolves.toBeUndefined();
    });
  });
});
