/** Ways to share a GPU on fake executors and a virtual clock: what is loaded, what is waited for, what each run tells. */
import { describe, expect, test } from 'vitest';
import { type ExperimentFile, experimentRequestSchema } from '../domain/experiment';
import { plainMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground } from '../testing/open-playground';

const PAIR = scenario(
  [
    ['a', 'gpu-1'],
    ['b', 'gpu-1', { modelId: 'other' }],
  ],
  { backend: 'webgpu', policy: 'round-robin' },
);
const machine = {
  ...plainMachine,
  backends: plainMachine.backends.map((one) => ({ ...one, available: true, reason: null })),
};
const request = experimentRequestSchema.parse({
  ...{ kind: 'gpu-sharing', rounds: 2, warmupMs: 50, durationMs: 400 },
});

type Options = Parameters<typeof openPlayground>[1];

async function begun(options: Options = {}) {
  const opened = await openPlayground(PAIR, { machine, ...options });
  await opened.run(200);
  const plan = opened.playground.planExperiment(request);
  let ended = false;
  const start = (resume: ExperimentFile | null) => {
    ended = false;
    return opened.playground.runExperiment({ plan, resume, warnings: [] }).finally(() => {
      ended = true;
    });
  };
  const finish = async (file: Promise<ExperimentFile>) => {
    for (let steps = 0; steps < 400 && !ended; steps += 1) await advance(opened.clock, 100);
    return file;
  };
  return { opened, plan, start, finish };
}

async function measured(options: Options = {}) {
  const { opened, start, finish } = await begun(options);
  return { opened, file: await finish(start(null)) };
}

/** By way, how each tenant of each run was run. */
const modesIn = ({ plan, measurements }: ExperimentFile) =>
  Object.fromEntries(
    plan.cells.map(({ id, factors }) => [
      factors.arm,
      [
        ...new Set(
          measurements
            .filter(({ cellId }) => cellId === id)
            .flatMap(({ tenants }) => tenants.map(({ gpu }) => gpu?.running)),
        ),
      ],
    ]),
  );

describe('Ways to share a GPU', () => {
  test('run each tenant as the way says, from the first request of a run on', async () => {
    const { file } = await measured();
    expect(file.status).toBe('complete');
    expect(modesIn(file)).toEqual({
      eager: ['eager'],
      recorded: ['recorded'],
      interleaved: ['segmented'],
      separate: ['recorded'],
    });
    expect(file.flags.filter(({ kind }) => kind === 'mode-missed')).toEqual([]);
  });

  test('load each model once on the shared device and once on its own, whatever the order', async () => {
    const { opened } = await measured();
    const loads = opened.spawned.map((worker) => worker.loads.length);
    expect(loads).toEqual([2, 1, 1]);
  });

  test('find what is so: on devices that do not slow one another one each is the fastest, modes alone bring nothing', async () => {
    const { file } = await measured();
    const verdict = file.gpuSharing?.verdicts[0];
    expect(verdict).toMatchObject({ outcome: 'benefit', bestCellId: 'gpu:separate/2' });
    const [, recorded, interleaved] = file.gpuSharing?.arms ?? [];
    for (const arm of [recorded, interleaved]) {
      expect(arm?.againstEager?.low).toBeLessThanOrEqual(1.02);
      expect(arm?.againstEager?.high).toBeGreaterThanOrEqual(0.98);
    }
  });

  test('wait until recordings stand, so that no window sees a tenant that is not recorded yet', async () => {
    const { file } = await measured({ recordMs: () => 1500 });
    expect(modesIn(file).recorded).toEqual(['recorded']);
    expect(modesIn(file).separate).toEqual(['recorded']);
  });

  test('wait until each is cut anew for every run that interleaves, so that no window sees the cutting', async () => {
    const { opened, file } = await measured({ cutMs: 300 });
    const told = opened.spawned.flatMap(({ planned }) => planned.map(({ at }) => at));
    const interleaved = file.measurements.filter(({ cellId }) => cellId.startsWith('gpu:interleaved'));
    expect(interleaved).toHaveLength(2);
    for (const { startedAt, durationMs } of interleaved) {
      expect(told.some((at) => at > startedAt - 1000 && at < startedAt)).toBe(true);
      expect(told.filter((at) => at >= startedAt && at <= startedAt + durationMs)).toEqual([]);
    }
  });

  test('name who cannot be recorded, and measure it as it runs', async () => {
    const { file } = await measured({ recordable: (id) => id !== 'b' && id !== 'apart-2' });
    expect(file.status).toBe('complete');
    const missed = file.flags.filter(({ kind }) => kind === 'mode-missed');
    expect(new Set(missed.map(({ tenantId }) => tenantId))).toEqual(new Set(['b', 'apart-2']));
    expect(missed[0]?.words).toMatch(/was to run (recorded|segmented) and ran eager: /);
    expect(file.gpuSharing?.verdicts[0]?.words).toContain('b ran eager');
  });

  test('put modes, grain and tenants back', async () => {
    const { opened } = await measured();
    await advance(opened.clock, 500);
    expect(opened.latest().scenario).toEqual(PAIR);
    expect(opened.latest().run.kind).toBe('running');
  });

  test('that are cancelled keep what was measured, and go on', async () => {
    const { opened, start, finish } = await begun();
    const file = start(null);
    await advance(opened.clock, 2500);
    opened.playground.cancelExperiment();
    const partial = await finish(file);
    expect(partial.status).toBe('partial');
    expect(partial.measurements.length).toBeGreaterThan(0);
    const resumed = await finish(start(partial));
    expect(resumed.status).toBe('complete');
    expect(resumed.measurements.slice(0, partial.measurements.length)).toEqual(partial.measurements);
    expect(resumed.measurements).toHaveLength(resumed.plan.runs.length);
  });
});
