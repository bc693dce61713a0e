import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '../domain/errors';
import type { CatalogModel } from '../domain/model';
import { imageModel } from '../testing/decoding';
import { type LoadOptions, loadNetwork } from './load-network';
import { besideNobody } from './load-steps';
import type { LoadedModel, PipelineWork, Preparation } from './runtime';

const MODEL_JSON = JSON.stringify({
  modelTopology: {},
  weightsManifest: [{ paths: ['weights.bin'], weights: [{ name: 'w', shape: [1], dtype: 'float32' }] }],
});
const FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'model.json': new TextEncoder().encode(MODEL_JSON),
  'weights.bin': new Uint8Array(4),
};

/** A model whose files a fetch that is stood in for serves. */
const tiny: CatalogModel = {
  ...imageModel('Tiny'),
  files: Object.entries(FILES).map(([path, bytes]) => ({
    path,
    packagePath: path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })),
};
const argument = {
  tenantId: 'a',
  model: tiny,
  bytes: { kind: 'folder', baseUrl: 'http://here/' },
  input: 'scene',
  seed: 1,
  refuseNetwork: false,
} as const;

/** A network whose inferences take the given times, on a clock of its own; `output` is what each returns. */
function stage(
  inferencesMs: readonly number[],
  change: Partial<LoadOptions> = {},
  { output = 1, prepare }: { output?: number; prepare?: (elapse: (ms: number) => void) => Preparation } = {},
) {
  vi.stubGlobal('fetch', async (url: URL) => new Response(FILES[url.pathname.slice(1)] ?? null));
  let time = 0;
  let inference = 0;
  const disposed: string[] = [];
  const phases: string[] = [];
  const network: LoadedModel = {
    notes: ['limited'],
    upload: () => {},
    execute: async () => {
      time += inferencesMs[inference] ?? NaN;
      inference += 1;
      return { read: async () => [{ shape: [1], data: new Float32Array([output]) }] };
    },
    dissect: () => ({ whole: 'a test' }),
    fenced: false,
    fixSumOrder: null,
    record: null,
    issueMs: null,
    preparation:
      prepare?.((ms) => {
        time += ms;
      }) ?? null,
    dispose: () => disposed.push('network'),
  };
  const load = async () => {
    time += 7;
    return network;
  };
  const options: LoadOptions = {
    runtime: { load },
    compiles: false,
    signal: new AbortController().signal,
    onProgress: ({ phase }) => phases.at(-1) === phase || phases.push(phase),
    now: () => time,
    beside: besideNobody,
    hasOthers: () => false,
    ...change,
  };
  return { options, phases, disposed, inferences: () => inference };
}

/** Gives a load up when it tells of a phase. */
function givingUpAt(phase: string, inferencesMs: readonly number[], compiles = true) {
  const stop = new AbortController();
  const staged = stage(inferencesMs, { compiles, signal: stop.signal });
  const { onProgress } = staged.options;
  const options: LoadOptions = {
    ...staged.options,
    onProgress: (progress) => {
      onProgress(progress);
      if (progress.phase === phase) stop.abort();
    },
  };
  return { ...staged, options };
}

describe('loading a network', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('runs once where nothing is compiled', async () => {
    const { options, phases, inferences } = stage([30]);
    const { report } = await loadNetwork(argument, options);
    expect(report).toMatchObject({ parseMs: 7, compileMs: null, firstInferenceMs: 30 });
    expect(phases).toEqual(['download', 'parse', 'first-inference']);
    expect(inferences()).toBe(1);
  });

  it('hands on what limits the network', async () => {
    const { options } = stage([30]);
    expect((await loadNetwork(argument, options)).report.notes).toEqual(['limited']);
  });

  it('fetches nothing when the network is refused on purpose', async () => {
    const { options, phases } = stage([30]);
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    await expect(loadNetwork({ ...argument, refuseNetwork: true }, options)).rejects.toMatchObject({
      code: 'network-unreachable',
    });
    expect(fetched).not.toHaveBeenCalled();
    expect(phases).toEqual([]);
  });

  it('takes what the first inference lasted longer than the second for compiling', async () => {
    const { options, phases } = stage([500, 20], { compiles: true });
    const { report } = await loadNetwork(argument, options);
    expect(report).toMatchObject({ compileMs: 480, firstInferenceMs: 20 });
    expect(phases).toEqual(['download', 'parse', 'compile', 'first-inference']);
  });

  it('counts no compiling when the second inference was the longer', async () => {
    const { options } = stage([20, 25], { compiles: true });
    expect((await loadNetwork(argument, options)).report).toMatchObject({
      compileMs: 0,
      firstInferenceMs: 20,
    });
  });

  it('tells of each file while it downloads', async () => {
    const { options } = stage([1]);
    const told: LoadOptions['onProgress'] extends (progress: infer P) => void ? P[] : never = [];
    await loadNetwork(argument, { ...options, onProgress: (progress) => told.push(progress) });
    const downloads = told.filter(({ phase }) => phase === 'download');
    expect(downloads.at(-1)?.files.map(({ path }) => path)).toEqual(['model.json', 'weights.bin']);
    expect(downloads.at(-1)?.fraction).toBe(1);
  });

  it.each(['download', 'parse', 'compile', 'first-inference'])(
    'given up at %s keeps nothing',
    async (phase) => {
      const { options, disposed, inferences } = givingUpAt(phase, [500, 20]);
      await expect(loadNetwork(argument, options)).rejects.toMatchObject({ code: 'cancelled' });
      const built = phase === 'compile' || phase === 'first-inference';
      expect(disposed).toEqual(built ? ['network'] : []);
      expect(inferences()).toBe({ download: 0, parse: 0, compile: 1, 'first-inference': 2 }[phase]);
    },
  );

  it('keeps nothing of a network whose first inference is no number', async () => {
    const { options, disposed } = stage([1], {}, { output: NaN });
    const failure = await loadNetwork(argument, options).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: 'output-invalid' });
    expect(disposed).toEqual(['network']);
  });
});

describe('loading a network that can be prepared', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Three steps of 2 ms for the weights, 1 ms to look, then what is given. */
  const preparing =
    (found: (elapse: (ms: number) => void) => PipelineWork | { unknown: string }) =>
    (elapse: (ms: number) => void): Preparation => ({
      async *uploadWeights() {
        for (let step = 0; step < 3; step++) {
          elapse(2);
          yield;
        }
      },
      async findPipelines() {
        elapse(1);
        return found(elapse);
      },
    });
  const compiling = (compile: PipelineWork['compile']) => () => ({ total: 3, ready: 1, compile });

  it('measures compiling by itself, tells each pipeline, and infers once', async () => {
    const told: unknown[] = [];
    const staged = stage(
      [20],
      { compiles: true },
      {
        prepare: preparing((elapse) => ({
          ...{ total: 3, ready: 1 },
          compile: async ({ onReady }) => {
            for (const ready of [1, 2, 3]) {
              onReady(ready);
              elapse(100);
            }
          },
        })),
      },
    );
    const { onProgress } = staged.options;
    const { report } = await loadNetwork(argument, {
      ...staged.options,
      onProgress: (progress) => {
        onProgress(progress);
        if (progress.pipelines) told.push([progress.phase, progress.fraction, progress.pipelines]);
      },
    });
    expect(report).toMatchObject({
      parseMs: 7 + 6,
      compileMs: 301,
      firstInferenceMs: 20,
      notes: ['limited'],
    });
    expect(staged.inferences()).toBe(1);
    expect(staged.phases).toEqual(['download', 'parse', 'compile', 'first-inference']);
    expect(told).toEqual([
      ['compile', 1 / 3, { done: 1, total: 3 }],
      ['compile', 2 / 3, { done: 2, total: 3 }],
      ['compile', 1, { done: 3, total: 3 }],
    ]);
  });

  it('compiles by inferring where nobody knows what it runs, and says why', async () => {
    const { options, inferences } = stage(
      [500, 20],
      { compiles: true },
      { prepare: preparing(() => ({ unknown: 'It looks.' })) },
    );
    const { report } = await loadNetwork(argument, options);
    expect(report).toMatchObject({
      parseMs: 13,
      compileMs: 480,
      firstInferenceMs: 20,
      notes: ['limited', 'It looks.'],
    });
    expect(inferences()).toBe(2);
  });

  it('keeps nothing of a network whose pipelines do not compile', async () => {
    const failure = new EngineError('model-load-failed', 'a shader');
    const { options, disposed, inferences } = stage(
      [20],
      { compiles: true },
      { prepare: preparing(compiling(() => Promise.reject(failure))) },
    );
    await expect(loadNetwork(argument, options)).rejects.toBe(failure);
    expect([disposed, inferences()]).toEqual([['network'], 0]);
  });

  it('given up while it compiles does not run', async () => {
    const stop = new AbortController();
    const { options, disposed, inferences } = stage(
      [20],
      { compiles: true, signal: stop.signal },
      { prepare: preparing(compiling(async () => stop.abort())) },
    );
    await expect(loadNetwork(argument, options)).rejects.toMatchObject({ code: 'cancelled' });
    expect([disposed, inferences()]).toEqual([['network'], 0]);
  });

  it('waits for its turn with every step, and counts no waiting', async () => {
    let waits = 0;
    const staged = stage([20], { compiles: true }, { prepare: preparing(compiling(async () => {})) });
    let waited = 0;
    const { report } = await loadNetwork(argument, {
      ...staged.options,
      now: () => staged.options.now() + waited,
      beside: async (step) => {
        waits += 1;
        waited += 1000;
        return step();
      },
    });
    expect(report).toMatchObject({ parseMs: 13, compileMs: 1, firstInferenceMs: 20 });
    expect(waits).toBe(1 + 4 + 1 + 1); // files joined; three steps and their end; looked; inferred
  });
});
