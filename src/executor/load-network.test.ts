import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '../domain/errors';
import type { CatalogModel } from '../domain/model';
import { imageModel } from '../testing/decoding';
import { type LoadOptions, loadNetwork } from './load-network';
import type { LoadedModel } from './runtime';

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
function stage(inferencesMs: readonly number[], change: Partial<LoadOptions> = {}, output = 1) {
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
    const { options, disposed } = stage([1], {}, NaN);
    const failure = await loadNetwork(argument, options).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: 'output-invalid' });
    expect(disposed).toEqual(['network']);
  });
});
