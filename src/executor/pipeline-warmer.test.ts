/** On a stand-in for the parts of TensorFlow.js's WebGPU backend that are used, doing as 4.22 does. */
import { describe, expect, it } from 'vitest';
import { NeedsValues, type PipelineHost } from './pipeline-finder';
import { PipelineWarmer } from './pipeline-warmer';

const NO_SIGNAL = new AbortController().signal;
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

/** A device that compiles when it is told to, and a backend that runs programs as the library's does. */
function stage() {
  const modules: string[] = [];
  const asked: string[] = [];
  const scopes: { error: string | null }[] = [];
  /** Errors that nobody had asked for: they would fail whoever comes next. */
  const stray: string[] = [];
  const broken = new Set<string>();
  const underWay: { readonly label: string; readonly end: () => void }[] = [];
  const device = {
    limits: { mark: 'real' },
    createShaderModule({ code, label = '' }: { code: string; label?: string }) {
      modules.push(label);
      if (broken.has(label)) {
        const scope = scopes.at(-1);
        if (scope === undefined) stray.push(label);
        else scope.error = `${code} does not read`;
      }
      return { label };
    },
    createComputePipelineAsync({ label = '' }: { label?: string }) {
      asked.push(label);
      return new Promise((resolve, reject) => {
        const end = () =>
          broken.has(label) ? reject(new Error('the module is invalid')) : resolve({ label });
        underWay.push({ label, end });
      });
    },
    pushErrorScope: () => void scopes.push({ error: null }),
    popErrorScope() {
      const error = scopes.pop()?.error ?? null;
      return Promise.resolve(error === null ? null : { message: error });
    },
  };
  let compileOnly = false;
  const dispatched: unknown[] = [];
  const tensors = new Map<object, { values: unknown; dtype: string }>();
  const host = {
    device,
    pipelineCache: {} as Record<string, unknown>,
    tensorMap: tensors,
    readSync: (id: object) => tensors.get(id)?.values,
  };
  /** As `runWebGPUProgram` and `compileProgram` of 4.22. */
  const dispatch = (...programs: readonly string[]) => {
    for (const name of programs) {
      const key = `key of ${name}`;
      if (!(key in host.pipelineCache)) {
        const module = host.device.createShaderModule({ code: `code of ${name}`, label: name });
        host.pipelineCache[key] = host.device.createComputePipelineAsync({
          ...{ compute: { module, entryPoint: '_start' }, layout: 'auto' },
          label: name,
        });
      }
      const pipeline = host.pipelineCache[key];
      if (!compileOnly && pipeline instanceof Promise)
        throw new Error('Please call checkCompileCompletionAsync');
      if (!compileOnly) dispatched.push(pipeline);
    }
  };
  const warmer = new PipelineWarmer(host as unknown as PipelineHost, (on) => {
    compileOnly = on;
  });
  return {
    ...{ host, warmer, dispatch, modules, asked, stray, broken, underWay, tensors, dispatched },
    isCompileOnly: () => compileOnly,
    /** Lets the device end what it compiles until nothing is under way. */
    async compileAll() {
      for (await turn(); underWay.length > 0; await turn()) for (const one of underWay.splice(0)) one.end();
    },
  };
}

describe('pipelines ahead of the first inference', () => {
  it('are found without compiling, computing or leaving anything behind', () => {
    const { host, warmer, dispatch, modules, dispatched, isCompileOnly } = stage();
    const { device, readSync } = host;
    const found = warmer.discover(() => dispatch('a', 'b', 'a'));
    expect(found).toMatchObject({ total: 2, missing: [{ kernel: 'a' }, { kernel: 'b' }] });
    expect([modules, dispatched, Object.keys(host.pipelineCache)]).toEqual([[], [], []]);
    expect([host.device, host.readSync, isCompileOnly()]).toEqual([device, readSync, false]);
  });

  it('see the device as it is', () => {
    const { host, warmer } = stage();
    const seen: unknown[] = [];
    warmer.discover(() => seen.push(host.device.limits.mark));
    expect(seen).toEqual(['real']);
  });

  it('are told one by one', async () => {
    const { warmer, dispatch, compileAll } = stage();
    const found = warmer.discover(() => dispatch('a', 'b', 'c'));
    const told: number[] = [];
    const compiling = warmer.compile(found, { signal: NO_SIGNAL, onReady: (ready) => told.push(ready) });
    await compileAll();
    await compiling;
    expect(told).toEqual([0, 1, 2, 3]);
  });

  it('keep out of the way of others while they compile', async () => {
    const { host, warmer, dispatch, compileAll, dispatched } = stage();
    const found = warmer.discover(() => dispatch('a'));
    const compiling = warmer.compile(found, { signal: NO_SIGNAL, onReady: () => {} });
    await turn();
    expect(Object.values(host.pipelineCache)).toEqual([]);
    await compileAll();
    await compiling;
    dispatch('a');
    expect(dispatched).toEqual([{ label: 'a' }]);
  });

  it('are compiled once for all networks of a device', async () => {
    const { warmer, dispatch, compileAll, modules, asked } = stage();
    const first = warmer.compile(
      warmer.discover(() => dispatch('a', 'b')),
      { signal: NO_SIGNAL, onReady: () => {} },
    );
    await turn();
    const told: number[] = [];
    const second = warmer.discover(() => dispatch('a', 'c', 'b')); // while the first is under way
    const both = warmer.compile(second, { signal: NO_SIGNAL, onReady: (ready) => told.push(ready) });
    await compileAll();
    await Promise.all([first, both]);
    expect(told).toEqual([0, 1, 2, 3]);
    const third = warmer.discover(() => dispatch('a', 'b', 'c'));
    expect(third).toEqual({ total: 3, missing: [] });
    expect([[...modules].sort(), [...asked].sort()]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it.each([1, 2])('are compiled %i at once', async (atOnce) => {
    const { warmer, dispatch, compileAll, underWay } = stage();
    const found = warmer.discover(() => dispatch('a', 'b', 'c'));
    const compiling = warmer.compile(found, { signal: NO_SIGNAL, onReady: () => {}, atOnce });
    await turn();
    expect(underWay).toHaveLength(atOnce);
    await compileAll();
    await compiling;
  });

  it('that do not compile fail their own load, by name, and are tried again', async () => {
    const { warmer, dispatch, compileAll, broken, stray, host, underWay } = stage();
    broken.add('bad');
    const run = () => dispatch('good', 'bad', 'late');
    const failed = warmer.compile(warmer.discover(run), { signal: NO_SIGNAL, onReady: () => {} });
    const expected = expect(failed).rejects.toMatchObject({
      code: 'model-load-failed',
      message: expect.stringMatching(/kernel bad: code of bad does not read/),
    });
    await compileAll();
    await expected;
    expect(underWay).toEqual([]); // nothing goes on after the failure
    expect(stray).toEqual([]);
    expect(Object.keys(host.pipelineCache)).toEqual(['key of good']);
    broken.clear();
    const again = warmer.discover(run);
    expect(again.missing.map(({ kernel }) => kernel)).toEqual(['bad', 'late']);
    const compiling = warmer.compile(again, { signal: NO_SIGNAL, onReady: () => {} });
    await compileAll();
    await compiling;
    expect(Object.keys(host.pipelineCache)).toHaveLength(3);
  });

  it('after a failure, compile no more than what is under way beside it', async () => {
    const { warmer, dispatch, broken, underWay, asked } = stage();
    broken.add('bad');
    const found = warmer.discover(() => dispatch('bad', 'good', 'late'));
    const failed = warmer.compile(found, { signal: NO_SIGNAL, onReady: () => {}, atOnce: 2 });
    const expected = expect(failed).rejects.toMatchObject({ code: 'model-load-failed' });
    await turn();
    underWay[0]?.end();
    await turn();
    underWay[1]?.end();
    await expected;
    expect(asked).toEqual(['bad', 'good']);
  });

  it('given up, compile no more than what is under way, which stays', async () => {
    const { warmer, dispatch, compileAll, host } = stage();
    const stop = new AbortController();
    const found = warmer.discover(() => dispatch('a', 'b'));
    const compiling = warmer.compile(found, { signal: stop.signal, onReady: () => {} });
    await turn();
    stop.abort();
    await compileAll();
    await compiling;
    expect(Object.keys(host.pipelineCache)).toEqual(['key of a']);
  });

  it('that an inference has compiled meanwhile are left as they are', async () => {
    const { warmer, dispatch, compileAll, host, modules } = stage();
    const found = warmer.discover(() => dispatch('a'));
    host.pipelineCache['key of a'] = 'the other';
    await Promise.all([warmer.compile(found, { signal: NO_SIGNAL, onReady: () => {} }), compileAll()]);
    expect(host.pipelineCache).toEqual({ 'key of a': 'the other' });
    expect(modules).toEqual([]);
  });

  it('cannot be told of a network that looks at computed values; what is on the CPU may be read', () => {
    const { host, warmer, tensors, isCompileOnly } = stage();
    const [computed, weight] = [{}, {}];
    tensors.set(computed, { values: null, dtype: 'float32' });
    tensors.set(weight, { values: [4], dtype: 'int32' });
    const read: unknown[] = [];
    expect(() =>
      warmer.discover(() => {
        read.push(host.readSync(weight));
        host.readSync(computed);
      }),
    ).toThrow(NeedsValues);
    expect(read).toEqual([[4]]);
    expect(isCompileOnly()).toBe(false);
  });
});
