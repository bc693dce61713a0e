/** Experiments on fake executors and a virtual clock: what is measured, what survives, what is as before afterwards. */
import { describe, expect, test } from 'vitest';
import { EngineError } from '../domain/errors';
import {
  type ExperimentFile,
  type ExperimentRequest,
  experimentRequestSchema,
  type MeasuredTenant,
} from '../domain/experiment';
import type { Scenario } from '../domain/scenario';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground } from '../testing/open-playground';

const PAIR = scenario([
  ['a', 'wasm-1'],
  ['b', 'wasm-1', { modelId: 'other' }],
]);
const BRIEF = { rounds: 2, warmupMs: 50, durationMs: 400 };
const matrix = (change: object = {}) =>
  experimentRequestSchema.parse({ kind: 'matrix', ...BRIEF, ...change });

type Opened = Awaited<ReturnType<typeof openPlayground>>;

/** Plans and begins an experiment; `file` resolves while time advances. */
function begin({ playground }: Opened, request: ExperimentRequest, resume: ExperimentFile | null = null) {
  const plan = resume?.plan ?? playground.planExperiment(request);
  let ended: ExperimentFile | null = null;
  const file = playground.runExperiment({ plan, resume, warnings: [] }).then((one) => {
    ended = one;
    return one;
  });
  return { plan, file, ended: () => ended };
}

/** Lets time pass until the experiment has ended. */
async function finish(opened: Opened, begun: ReturnType<typeof begin>): Promise<ExperimentFile> {
  for (let steps = 0; steps < 400 && begun.ended() === null; steps += 1) await advance(opened.clock, 100);
  return begun.file;
}

const runKeys = ({ measurements }: ExperimentFile) =>
  measurements.map(({ cellId, round, control }) => `${cellId} ${round} ${control}`);

/** 0: arrivals less everything that became of them. */
const identity = (one: MeasuredTenant): number =>
  one.arrivals - (one.completions + one.failed + one.dropped + one.rejected + one.queued + one.inFlight);

/** @param failing tenants whose inferences fail once this says so. */
const failingWhen = (failing: (tenantId: string) => boolean) => ({
  fault: (call: string, tenantId: string) => {
    if (call === 'infer' && failing(tenantId))
      throw new EngineError('inference-failed', `${tenantId} came to nothing`);
  },
});

describe('A sweep of modes on WebGPU', () => {
  test('measures each once it is in force, loads nothing anew, and puts the scenario back as it was', async () => {
    const document = scenario([['a', 'x']], { backend: 'webgpu' });
    const opened = await openPlayground(document, { machine: gpuMachine, recordMs: () => 2000 });
    await opened.run(100);
    const axes = [{ path: 'tenants[0].mode', values: ['eager', 'recorded'] }];
    const request = experimentRequestSchema.parse({ kind: 'sweep', axes, ...BRIEF });
    const file = await finish(opened, begin(opened, request));
    expect(file.status).toBe('complete');
    for (const { cellId, tenants } of file.measurements)
      for (const { gpu } of tenants) expect(cellId).toContain(gpu?.running ?? 'nothing');
    expect(file.compared?.every(({ tenants }) => tenants[0]?.slowdown !== null)).toBe(true);
    expect(opened.spawned.flatMap(({ loads }) => loads)).toHaveLength(1);
    expect(JSON.stringify(opened.latest().scenario)).toBe(JSON.stringify(document));
  });
});

describe('An experiment', () => {
  test('measures a matrix: two tenants that share one executor halve each other', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const file = await finish(opened, begin(opened, matrix()));
    expect(file.status).toBe('complete');
    expect(file.measurements).toHaveLength(3 * 2 + 3);
    expect(file.matrix?.tenants).toEqual(['a', 'b']);
    const slowed = file.matrix?.cells[0]?.[1];
    expect(slowed?.slowdown).toBeGreaterThan(1.9);
    expect(slowed?.slowdown).toBeLessThan(2.1);
    expect(file.matrix?.cells[0]?.[0]).toBeNull();
  });

  test('accounts for every request of every run, and keeps a sample of each completion', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const { measurements } = await finish(opened, begin(opened, matrix()));
    for (const { tenants } of measurements)
      for (const one of tenants) {
        expect(identity(one)).toBe(0);
        expect(one.latenciesMs).toHaveLength(one.completions);
        expect(one.completedAtMs).toHaveLength(one.completions);
      }
  });

  test('measures nobody but the tenants of a cell', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const begun = begin(opened, matrix());
    const file = await finish(opened, begun);
    const aloneB = file.measurements.filter(({ cellId }) => cellId === 'alone:b');
    expect(aloneB.map(({ tenants }) => tenants.map(({ id }) => id))).toEqual([['b'], ['b']]);
    for (const { tenants } of aloneB) expect(tenants[0]?.throughputPerSecond).toBeGreaterThan(95);
  });

  test('loads nothing anew while only who runs changes', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    await finish(opened, begin(opened, matrix()));
    expect(opened.spawned).toHaveLength(1);
    expect(opened.spawned[0]?.loads).toHaveLength(2);
  });

  test('puts the scenario back and lets it run on', async () => {
    const tenants = PAIR.tenants.map((one) => ({ ...one, paused: one.id === 'b' }));
    const document = {
      ...PAIR,
      tenants: [...tenants, { ...tenants[0], id: 'c' } as Scenario['tenants'][number]],
    }; // it has a first
    const opened = await openPlayground(document);
    await opened.run(200);
    const before = opened.latest().scenario;
    await finish(opened, begin(opened, matrix()));
    await advance(opened.clock, 1000);
    expect(opened.latest().scenario).toEqual(before);
    expect(opened.latest().run.kind).toBe('running');
    expect(opened.latest().experiment).toBeNull();
    expect(opened.tenant('a').lastSecondPerSecond).toBeGreaterThan(0);
    expect(opened.tenant('b').status.kind).toBe('paused');
  });

  test('of a stopped playground leaves it stopped', async () => {
    const opened = await openPlayground(PAIR);
    const file = await finish(opened, begin(opened, matrix()));
    await advance(opened.clock, 500);
    expect(file.status).toBe('complete');
    expect(opened.latest().run.kind).toBe('idle');
    expect(opened.latest().scenario.tenants.map(({ paused }) => paused)).toEqual([false, false]);
  });

  test('tells how far it is: runs done grow, time left shrinks, the file grows with them', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    await finish(opened, begin(opened, matrix()));
    const { progress } = opened;
    const done = progress.map(({ runsDone }) => runsDone);
    expect(done).toEqual([...done].sort((x, y) => x - y));
    expect(progress[0]?.file).toBeNull();
    expect(progress.at(-1)?.remainingMs).toBe(0);
    const files = progress.flatMap(({ file }) => (file === null ? [] : [file]));
    expect(files.map(({ measurements }) => measurements.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(files[0]?.status).toBe('partial');
    expect(files[0]?.why).toContain('8 runs are still to come');
  });

  test('that is cancelled keeps what it measured, and goes on where it left off', async () => {
    const whole = await openPlayground(PAIR);
    await whole.run(200);
    const uninterrupted = await finish(whole, begin(whole, matrix()));

    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const begun = begin(opened, matrix());
    await advance(opened.clock, 1700);
    opened.playground.cancelExperiment();
    const partial = await finish(opened, begun);
    expect(partial.status).toBe('partial');
    expect(partial.why).toContain('cancelled');
    expect(partial.measurements.length).toBeGreaterThan(0);
    expect(partial.measurements.length).toBeLessThan(9);

    const resumed = await finish(opened, begin(opened, matrix(), partial));
    expect(resumed.status).toBe('complete');
    expect(runKeys(resumed)).toEqual(runKeys(uninterrupted));
    expect(resumed.measurements.slice(0, partial.measurements.length)).toEqual(partial.measurements);
  });

  test('that is cancelled at any moment leaves the scenario as it was, and running', async () => {
    for (let afterMs = 1; afterMs < 1200; afterMs += 61) {
      const opened = await openPlayground(PAIR);
      await opened.run(200);
      const begun = begin(opened, experimentRequestSchema.parse({ kind: 'scaling', ...BRIEF, most: 3 }));
      await advance(opened.clock, afterMs);
      opened.playground.cancelExperiment();
      await finish(opened, begun);
      await advance(opened.clock, 1200);
      expect(opened.latest().scenario).toEqual(PAIR);
      expect(opened.tenant('a').lastSecondPerSecond).toBeGreaterThan(0);
      expect(opened.tenant('b').lastSecondPerSecond).toBeGreaterThan(0);
    }
  });

  test('goes on without a tenant that fails: its cells are marked, the others stand', async () => {
    let broken = false;
    const opened = await openPlayground(
      PAIR,
      failingWhen((id) => broken && id === 'b'),
    );
    await opened.run(200);
    const begun = begin(opened, matrix());
    await advance(opened.clock, 1200);
    broken = true;
    const file = await finish(opened, begun);
    expect(file.status).toBe('complete');
    expect(file.measurements).toHaveLength(9);
    const failed = file.measurements.filter(({ flags }) =>
      flags.some(({ kind }) => kind === 'tenant-failed'),
    );
    expect(failed.length).toBeGreaterThan(0);
    for (const { cellId, tenants } of failed) {
      expect(cellId).toContain('b');
      expect(tenants).toEqual([]);
    }
    const aloneA = file.measurements.filter(({ cellId }) => cellId === 'alone:a');
    for (const { tenants } of aloneA) expect(tenants[0]?.throughputPerSecond).toBeGreaterThan(95);
    expect(file.flags.find(({ kind }) => kind === 'tenant-failed')?.words).toContain('came to nothing');
  });

  test('drops a run in which the tab was hidden, waits, and measures it again', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const begun = begin(opened, matrix());
    await advance(opened.clock, 800);
    opened.playground.setHidden({ hidden: true });
    await advance(opened.clock, 3000);
    expect(opened.progress.at(-1)?.now).toContain('until the tab is visible');
    opened.playground.setHidden({ hidden: false });
    const file = await finish(opened, begun);
    expect(file.measurements).toHaveLength(9);
    expect(file.flags.map(({ kind }) => kind)).toContain('tab-hidden');
    for (const { durationMs, tenants } of file.measurements) {
      expect(durationMs).toBeLessThan(450);
      for (const { completions } of tenants) expect(completions).toBeGreaterThan(15);
    }
  });

  test('names a tenant that completes too little, and what would be enough', async () => {
    const opened = await openPlayground(PAIR, { serviceMs: (id) => (id === 'a' ? 100 : 10) });
    await opened.run(500);
    const file = await finish(opened, begin(opened, matrix()));
    const few = file.flags.find(({ kind, tenantId }) => kind === 'too-few' && tenantId === 'a');
    expect(few?.words).toContain('a median needs 11 over all rounds, a p95 130');
  });

  test('measures longer where a tenant is slow, up to four times, and no longer where none is', async () => {
    const lengths = async (slowMs: number) => {
      const opened = await openPlayground(PAIR, { serviceMs: (id) => (id === 'a' ? slowMs : 10) });
      await opened.run(2000);
      const { measurements } = await finish(opened, begin(opened, matrix({ rounds: 1 })));
      const ofCell = (cellId: string) =>
        measurements.find((one) => one.cellId === cellId && !one.control)?.durationMs;
      return [ofCell('alone:a'), ofCell('alone:b')];
    };
    expect(await lengths(60)).toEqual([400, 400]);
    expect(await lengths(150)).toEqual([800, 400]);
    expect(await lengths(700)).toEqual([1600, 400]);
  });

  test('has the stage to itself: other set-ups are refused until it ends', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const begun = begin(opened, matrix());
    await advance(opened.clock, 300);
    expect(opened.latest().experiment).toBe('matrix');
    for (const call of [
      () => opened.playground.loadScenario(PAIR),
      () => opened.playground.removeTenant({ tenantId: 'a' }),
      () => opened.playground.measureAlone({ warmupMs: 1, durationMs: 1 }),
      () => opened.playground.runExperiment({ plan: begun.plan, resume: null, warnings: [] }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'busy' });
    await finish(opened, begun);
    const removed = await opened.outcome(opened.playground.removeTenant({ tenantId: 'a' }), 2000);
    expect(removed).toMatchObject({ executorId: 'wasm-1' });
  });

  test('ends when the run is stopped, and the run stays stopped', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const begun = begin(opened, matrix());
    await advance(opened.clock, 900);
    opened.playground.stop();
    const file = await finish(opened, begun);
    await advance(opened.clock, 500);
    expect(file.status).toBe('partial');
    expect(opened.latest().run.kind).toBe('idle');
    expect(opened.latest().scenario.tenants.map(({ paused }) => paused)).toEqual([false, false]);
  });

  test('finds placements, predicts them and measures the best, both figures apart', async () => {
    const opened = await openPlayground(PAIR);
    await opened.run(200);
    const request = experimentRequestSchema.parse({ kind: 'advice', ...BRIEF, rounds: 1, verify: 2 });
    const file = await finish(opened, begin(opened, request));
    expect(file.why).toBeNull();
    const points = file.advice ?? [];
    expect(points.filter(({ present }) => present)).toHaveLength(1);
    expect(points.filter(({ measured }) => measured !== null).length).toBeGreaterThanOrEqual(2);
    // Fake executors do not slow each other: two of them serve twice as much as one.
    const front = points.filter(({ onFront }) => onFront);
    const predicted = front.map((point) => point.predicted.throughputPerSecond);
    const measured = front.map((point) => point.measured?.throughputPerSecond ?? 0);
    expect(Math.max(...predicted)).toBeGreaterThan(180);
    expect(Math.max(...measured)).toBeGreaterThan(180);
    expect(file.plan.notes.join(' ')).toContain('placements were predicted');
  });
});
