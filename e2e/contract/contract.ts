/**
 * The page on which real executor workers pass the contract suite: `globalThis.contract`. The sample frame is the
 * astronaut's face, the sample models are the two smallest of the zoo.
 */
import '../../src/hosting/guard-scripts';
import type { Backend } from '../../src/domain/backend';
import type { SegmentTarget } from '../../src/domain/plan';
import type { FramedResult } from '../../src/domain/result';
import { createDoorbell, ringing } from '../../src/protocol/doorbell';
import type { ExecutorContract, ExecutorEvents, StartReport } from '../../src/protocol/executor-contract';
import type { FrameDown, FrameUp } from '../../src/protocol/frame-channel';
import { connect } from '../../src/protocol/rpc';
import { inferOf } from '../../src/testing/builders';
import { EXECUTOR_CONTRACT, type ExecutorSubject } from '../../src/testing/executor-contract';
import { askWorker, modelsOf, modelsUrl } from './ask-worker';
import type { InterleaveAnswer, InterleaveCall } from './interleave.worker';
import type { RecordingAnswer, RecordingCall } from './recording.worker';
import { type SegmentSpeed, segmentSpeed } from './segment-speed';

const SAMPLES = ['emotion', 'facemesh'] as const;
/** Her face in the picture of 512 × 512, with some room around it. */
const FACE = { x: 150, y: 50, side: 150 };

interface Opened {
  readonly subject: ExecutorSubject;
  readonly started: StartReport;
  readonly end: () => void;
}

const isGpu = (backend: Backend): boolean => backend === 'webgpu' || backend === 'webgl';
/** A handful of segments where there is no GPU: each inference takes most of a second there. */
const GPU_SEGMENT_MS = 50;

async function open(backend: Backend, threads: number): Promise<Opened> {
  const models = await modelsOf(SAMPLES);
  const picture = await createImageBitmap(await (await fetch('/scene/astronaut.png')).blob());
  const worker = new Worker(new URL('../../src/executor.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  const progress: ExecutorEvents['loadProgress'][] = [];
  const planned: ExecutorEvents['planned'][] = [];
  const modes: ExecutorEvents['mode'][] = [];
  const losses: string[] = [];
  const framesUp: FrameUp[] = [];
  const wanted = new Map<string, { width: number; height: number }>();
  const waiting: { taken: (frameNumber: number) => void } = { taken: () => {} };
  port2.onmessage = ({ data }: MessageEvent<FrameUp>) => {
    framesUp.push(data);
    if (data.kind === 'want') {
      const [, height, width] = data.input.shape;
      wanted.set(data.tenantId, { width, height });
    }
    if (data.kind === 'taken') waiting.taken(data.frameNumber);
  };
  const doorbell = createDoorbell();
  const { call } = connect<ExecutorContract, ExecutorEvents>(ringing(worker, doorbell), {
    loadProgress: (event) => progress.push(event),
    planned: (event) => planned.push(event),
    verified: () => {},
    mode: (event) => modes.push(event),
    policyFailed: () => {},
    deviceLost: ({ reason }) => losses.push(reason),
  });
  const started = await call('start', { executorId: 'x', backend, threads, framePort: port1, doorbell }, [
    port1,
  ]);
  const sendFrame = async (tenantId: string, frameNumber: number) => {
    while (!wanted.has(tenantId)) await new Promise((resolve) => setTimeout(resolve)); // the other channel's turn
    const { width = 0, height = 0 } = wanted.get(tenantId) ?? {};
    const bitmap = await createImageBitmap(picture, FACE.x, FACE.y, FACE.side, FACE.side, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'medium',
    });
    const regions = [{ x: 0, y: 0, width: 1, height: 1 }];
    const frame: FrameDown = {
      kind: 'frame',
      tenantId,
      slot: 0,
      frameNumber,
      bitmap,
      regions,
      regionFound: true,
      capturedAt: Date.now(),
      picture: null,
    };
    const taken = new Promise<void>((resolve) => {
      waiting.taken = (number) => number === frameNumber && resolve();
    });
    port2.postMessage(frame, [bitmap]);
    await taken;
  };
  return {
    started,
    end: () => worker.terminate(),
    subject: {
      call,
      progress,
      planned,
      modes,
      records: backend === 'webgpu',
      losses,
      hasDevice: isGpu(backend),
      segmentMs: isGpu(backend) ? GPU_SEGMENT_MS : 'layer',
      framesUp,
      sendFrame,
      kindOf: ['classes', 'landmarks'],
      loadOf: (tenantId, sample, change) => {
        const model = models[sample];
        if (model === undefined) throw new Error('no such sample');
        const bytes = {
          kind: 'folder',
          baseUrl: new URL(`/models/${model.id}/`, location.href).href,
        } as const;
        return { tenantId, model, bytes, input: 'scene', seed: 1, refuseNetwork: false, ...change };
      },
    },
  };
}

/** Every check on one fresh executor: its name and what went wrong, or null. */
async function runContract(backend: Backend, threads = 1) {
  const { subject, started, end } = await open(backend, threads);
  const outcomes: { name: string; failure: string | null; ms: number }[] = [];
  for (const { name, check } of EXECUTOR_CONTRACT) {
    const startedAt = performance.now();
    const failure = await check(subject).then(
      () => null,
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
    );
    outcomes.push({ name, failure, ms: Math.round(performance.now() - startedAt) });
  }
  end();
  return { started, outcomes };
}

/** What both sample models see on the sample frame, for comparison between backends. */
async function answers(backend: Backend): Promise<(FramedResult | null)[]> {
  const { subject, end } = await open(backend, 1);
  const results: (FramedResult | null)[] = [];
  for (const sample of [0, 1] as const) {
    await subject.call('load', subject.loadOf('a', sample));
    await subject.sendFrame?.('a', 1);
    await subject.call('infer', inferOf('a', 1));
    results.push(await subject.call('lastResult', { tenantId: 'a' }));
    await subject.call('unload', { tenantId: 'a' });
  }
  end();
  return results;
}

/** Networks of each kind in parts by turns, compared with runs alone; see the worker. */
async function interleave({
  modelIds,
  ...given
}: Omit<InterleaveCall, 'models' | 'baseUrl'> & {
  readonly modelIds: readonly string[];
}): Promise<InterleaveAnswer> {
  const call: InterleaveCall = { ...given, models: await modelsOf(modelIds), baseUrl: modelsUrl() };
  const worker = new Worker(new URL('./interleave.worker.ts', import.meta.url), { type: 'module' });
  return askWorker(worker, call);
}

/** Recordings of tiny networks and of models of the zoo; see the worker. */
async function recordings(
  given:
    | Exclude<RecordingCall, { readonly kind: 'zoo' }>
    | { readonly kind: 'zoo'; readonly modelIds: readonly string[] },
): Promise<RecordingAnswer> {
  const call: RecordingCall =
    given.kind === 'zoo'
      ? { kind: 'zoo', models: await modelsOf(given.modelIds), baseUrl: modelsUrl() }
      : given;
  return askWorker(new Worker(new URL('./recording.worker.ts', import.meta.url), { type: 'module' }), call);
}

declare global {
  var contract:
    | {
        run(
          backend: Backend,
          threads?: number,
        ): Promise<{
          started: StartReport;
          outcomes: { name: string; failure: string | null; ms: number }[];
        }>;
        answers(backend: Backend): Promise<(FramedResult | null)[]>;
        interleave: typeof interleave;
        recordings: typeof recordings;
        /** Of one model of the catalog on one executor. */
        segmentSpeed(
          modelId: string,
          options: { backend: Backend; segmentMs: SegmentTarget; rounds: number; roundMs: number },
        ): Promise<SegmentSpeed>;
      }
    | undefined;
}
globalThis.contract = {
  run: runContract,
  answers,
  recordings,
  interleave,
  async segmentSpeed(modelId, options) {
    const [model] = await modelsOf([modelId]);
    if (model === undefined) throw new Error(`no model ${modelId}`);
    return segmentSpeed(model, options);
  },
};
