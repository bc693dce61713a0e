/** What a sleep of the computer does to figures, limits and policies, whenever it falls: nothing that would not be told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { experimentRequestSchema } from '../domain/experiment';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

const HOUR_MS = 3_600_000;
const periodic = {
  workload: { kind: 'periodic', ratePerSecond: 50, jitterFraction: 0, queueBound: 4 },
} as const;
const mixed = scenario([
  ['a', 'x', { ...periodic, deadline: { kind: 'next-frame' } }],
  ['b', 'y', { workload: { kind: 'closed', inFlight: 3 } }],
]);
type Opened = Awaited<ReturnType<typeof open>>;

async function exported({ playground, outcome }: Opened) {
  const file = await outcome(playground.exportRun(plainExport), 1);
  if (file instanceof Error) throw file;
  return file;
}

describe('requests that were under way while the computer slept', () => {
  it('count nowhere: neither as an hour long nor as late, and it is said how many they were', async () => {
    const opened = await open(mixed);
    const { run, playground, clock, rows, incidents, tenant } = opened;
    await run(505);
    playground.openWindow();
    await advance(clock, 2005);
    clock.sleep(HOUR_MS);
    await advance(clock, 3000);
    const file = await exported(opened);
    for (const { latencyMs, serviceTimeMs, queueingDelayMs } of file.tenants)
      for (const figure of [latencyMs, serviceTimeMs, queueingDelayMs]) expect(figure.max).toBeLessThan(50);
    expect(file.tenants[0]?.deadlineHitFraction).toBe(1);
    expect(file.decisions.beyondSegmentMs.max ?? 0).toBeLessThan(50);
    expect(rows.every(({ arrivedAt, endedAt }) => endedAt - arrivedAt < 50)).toBe(true);
    expect(playground.exportRecording().value.table.rows.length).toBeGreaterThan(0);
    expect(incidents()[0]?.message).toMatch(
      /The run goes on from here\. 4 requests that were under way then/,
    );
    expect([identity(tenant('a')), identity(tenant('b'))]).toEqual([0, 0]);
  });

  it('leave the closed loop as full as it was, and the executor as busy', async () => {
    const opened = await open(mixed);
    const { run, playground, clock, tenant } = opened;
    await run(505);
    clock.sleep(HOUR_MS);
    await advance(clock, 500);
    playground.openWindow();
    await advance(clock, 2000);
    expect(tenant('b').inFlight + tenant('b').queued).toBe(3);
    const file = await exported(opened);
    expect(file.executors[1]?.utilisationFraction).toBeGreaterThan(0.95);
    expect(file.tenants[1]?.throughputPerSecond).toBeGreaterThan(95);
  });

  it('leave the limit of an inference as it was: one that hangs afterwards is ended by it', async () => {
    const { run, clock, tenant, workers } = await open(mixed);
    await run(505);
    clock.sleep(HOUR_MS);
    await advance(clock, 1000);
    const worker = workers.get('y');
    if (worker) worker.hung = true;
    await advance(clock, 5500, 10);
    expect(tenant('b').status).toMatchObject({ error: { code: 'executor-unresponsive' } });
  });

  it('are nobody’s debt: fair shares are as before', async () => {
    const both = scenario(
      [
        ['a', 'x'],
        ['b', 'x'],
      ],
      { policy: 'weighted-fair' },
    );
    const { run, playground, clock, tenant } = await open(both);
    await run(505);
    clock.sleep(HOUR_MS);
    await advance(clock, 500);
    playground.openWindow();
    await advance(clock, 3000);
    expect(tenant('a').completions).toBeGreaterThan(100);
    expect(Math.abs(tenant('a').completions - tenant('b').completions)).toBeLessThan(4);
  });
});

describe('a sleep', () => {
  it('whose tab was hidden and shown again in the same breath is left out all the same', async () => {
    const opened = await open(mixed);
    const { run, playground, clock } = opened;
    await run(505);
    playground.openWindow();
    await advance(clock, 2000);
    clock.sleep(HOUR_MS);
    playground.setHidden({ hidden: true });
    playground.setHidden({ hidden: false });
    await advance(clock, 2000);
    const file = await exported(opened);
    expect(file.durationMs).toBeLessThan(4500);
    expect(file.tenants[1]?.throughputPerSecond).toBeGreaterThan(85);
    expect(file.provenance.hiddenMs).toBeGreaterThan(HOUR_MS - 1);
  });

  it('is no part of a window that is opened before anything else happens', async () => {
    const opened = await open(mixed);
    const { run, playground, clock } = opened;
    await run(505);
    clock.sleep(HOUR_MS);
    playground.openWindow();
    await advance(clock, 2000);
    const file = await exported(opened);
    expect(file.durationMs).toBeGreaterThan(1990);
    expect(file.provenance.hiddenMs).toBe(0);
  });

  it('in the middle of loading makes nobody late, and no phase an hour long', async () => {
    const { run, clock, tenant, incidents } = await open(mixed, { loadMs: () => 3000 });
    await run(1500);
    clock.sleep(HOUR_MS);
    await advance(clock, 4000);
    expect(tenant('a').status.kind).toBe('running');
    const { downloadMs, firstInferenceMs } = tenant('b').phases;
    expect({ downloadMs, firstInferenceMs }).toEqual({ downloadMs: null, firstInferenceMs: null });
    expect(incidents()).toMatchObject([{ cause: 'sleep' }]);
  });

  it('is no part of the time in which somebody else recovers', async () => {
    const { run, playground, clock, incidents } = await open(mixed);
    await run(505);
    await playground.mishap({ kind: 'kill-worker', executorId: 'y' });
    await advance(clock, 500);
    clock.sleep(HOUR_MS);
    await advance(clock, 4000);
    const [killed] = incidents();
    expect(killed?.cause).toBe('mishap');
    expect(killed?.sleptMs).toBeGreaterThan(HOUR_MS - 1);
    const tookMs = (killed?.recoveredAt ?? Number.NaN) - (killed?.at ?? 0) - (killed?.sleptMs ?? 0);
    expect(tookMs).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(5000);
  });
});

describe('whenever the computer falls asleep', () => {
  it('a run file tells rates of the time awake', async () => {
    const instant = fc.integer({ min: 0, max: 2400 });
    await fc.assert(
      fc.asyncProperty(instant, async (asleepMs) => {
        const opened = await open(mixed);
        await opened.run(505);
        opened.playground.openWindow();
        await advance(opened.clock, asleepMs, 5);
        opened.clock.sleep(HOUR_MS);
        await advance(opened.clock, 3000, 5);
        const file = await exported(opened);
        expect(file.durationMs).toBeGreaterThan(2900 + asleepMs - 60);
        expect(file.durationMs).toBeLessThan(3100 + asleepMs);
        expect(file.tenants[1]?.throughputPerSecond).toBeGreaterThan(85);
        expect(file.tenants[1]?.latencyMs.max).toBeLessThan(60);
      }),
      { seed: 8, numRuns: 12 },
    );
  });

  it('an experiment measures the run again that it fell into, and says so', async () => {
    const instant = fc.integer({ min: 60, max: 1400 });
    await fc.assert(
      fc.asyncProperty(instant, async (asleepMs) => {
        const opened = await open(mixed);
        const request = experimentRequestSchema.parse({
          ...{ kind: 'policies', rounds: 2, warmupMs: 50, durationMs: 400 },
          policies: [{ policy: 'fifo' }, { policy: 'edf' }],
        });
        const plan = opened.playground.planExperiment(request);
        const told = opened.playground.runExperiment({ plan, resume: null, warnings: [] });
        await advance(opened.clock, asleepMs, 2);
        opened.clock.sleep(HOUR_MS);
        const file = await opened.outcome(told, 6000);
        if (file instanceof Error) throw file;
        expect(file.measurements).toHaveLength(plan.runs.length);
        for (const { durationMs, tenants } of file.measurements) {
          expect(durationMs).toBeLessThan(1700);
          for (const { latencyMs } of tenants) expect(latencyMs.max ?? 0).toBeLessThan(60);
        }
      }),
      { seed: 8, numRuns: 10 },
    );
  });
});
