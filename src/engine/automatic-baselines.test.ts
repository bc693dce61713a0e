import { describe, expect, it } from 'vitest';
import { DEFAULT_RECOVERY } from '../domain/recovery';
import { PLAIN_CHOICE } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground } from '../testing/open-playground';

const pair = scenario([
  ['a', 'x'],
  ['b', 'y', { input: 'random' }],
]);

async function open(...given: Parameters<typeof openPlayground>) {
  const opened = await openPlayground(...given);
  opened.playground.setBaselines({ automatic: true });
  /** Who was measured, in order; each turn once. */
  const turns = () =>
    opened.snapshots
      .map(({ measuring }) => measuring?.tenantId ?? null)
      .filter((id, index, all) => id !== all[index - 1] && id !== null);
  return { ...opened, turns };
}

describe('baselines by themselves', () => {
  it('are taken when a run starts, each tenant in turn, and slowdowns stand', async () => {
    const { run, tenant, latest, snapshots, turns } = await open(pair);
    await run(6000);
    expect(turns()).toEqual(['a', 'b']);
    expect(snapshots.some(({ measuring }) => measuring?.automatic === true)).toBe(true);
    expect(latest().measuring).toBeNull();
    expect(tenant('a').alone?.throughputPerSecond).toBeCloseTo(100, 0);
    expect(tenant('a').alone?.n).toBeGreaterThanOrEqual(15);
    expect(tenant('b').slowdown).toBeCloseTo(1, 1);
    expect(latest().totals.stp).toBeCloseTo(2, 1);
    expect(identity(tenant('a'))).toBe(0);
  });

  it('are taken of nobody unless it is asked for', async () => {
    const { run, playground, tenant, turns } = await open(pair);
    playground.setBaselines({ automatic: false });
    await run(5000);
    expect(turns()).toEqual([]);
    expect(tenant('a').alone).toBeNull();
  });

  it('are taken of those only that lack one: of a tenant that is added, after it has loaded', async () => {
    const { run, playground, clock, tenant, turns } = await open(pair, { loadMs: () => 400 });
    await run(6000);
    const before = tenant('a').aloneOrigin;
    void playground.addTenant({
      tenant: {
        ...(pair.tenants[0] as (typeof pair.tenants)[number]),
        id: 'c',
        workload: { kind: 'closed', inFlight: 2 },
      }, // there are two
      executor: null,
    });
    await advance(clock, 300);
    expect(turns()).toEqual(['a', 'b']);
    await advance(clock, 4000);
    expect(turns()).toEqual(['a', 'b', 'c']);
    expect(tenant('c').alone).not.toBeNull();
    expect(tenant('a').aloneOrigin).toEqual(before);
  });

  it('are taken of a tenant whose workload changes, once for changes that follow one another', async () => {
    const { run, playground, clock, tenant, turns } = await open(pair);
    await run(6000);
    for (const inFlight of [2, 3, 4]) {
      void playground.updateTenant({ tenantId: 'a', change: { workload: { kind: 'closed', inFlight } } });
      await advance(clock, 100);
    }
    expect(tenant('a').alone).toBeNull();
    await advance(clock, 3000);
    expect(turns()).toEqual(['a', 'b', 'a']);
    expect(tenant('a').alone?.latencyMs.mean).toBeCloseTo(40, 0);
  });

  it('pass over who is paused, and who is triggered runs one after the other', async () => {
    const { run, tenant, turns } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x', { paused: true }],
        [
          'c',
          'y',
          {
            modelId: 'looker',
            workload: { kind: 'triggered', queueBound: 4 },
            dependsOn: { tenantId: 'a', probability: 1, fanOut: 1 },
          },
        ],
      ]),
    );
    await run(6000);
    expect(turns()).toEqual(['a', 'c']);
    expect(tenant('c').alone?.serviceTimeMs.mean).toBeCloseTo(10, 3);
  });

  it('are taken once of copies of one model in the same set-up', async () => {
    const { run, tenant, turns } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    await run(4000);
    expect(turns()).toEqual(['a']);
    expect(tenant('b').alone).toEqual(tenant('a').alone);
    expect(tenant('b').slowdown).toBeCloseTo(1, 1);
  });

  it('end early for a quick model, and last 3 s at most for a slow one', async () => {
    const { run, tenant } = await open(pair, { serviceMs: (id) => (id === 'a' ? 5 : 400) });
    await run(10_000);
    expect(tenant('a').alone?.durationMs).toBeLessThan(1200);
    expect(tenant('b').alone?.durationMs).toBeLessThanOrEqual(3200);
    // From completion to completion: a part of a request at the end is no error.
    expect(tenant('b').alone?.throughputPerSecond).toBeCloseTo(2.5, 6);
  });
});

describe('a skip', () => {
  it('ends them, and holds for that set-up only', async () => {
    const { run, playground, clock, latest, tenant, turns } = await open(pair);
    await run(600);
    expect(latest().measuring).toMatchObject({ tenantId: 'a', automatic: true });
    playground.cancelMeasure();
    await advance(clock, 8000);
    expect(turns()).toEqual(['a']);
    expect(latest().baselines?.skipped).toEqual(['a', 'b']);
    expect(tenant('a').status.kind).toBe('running');
    await playground.updateTenant({ tenantId: 'b', change: { workload: { kind: 'closed', inFlight: 2 } } });
    await advance(clock, 4000);
    expect(turns()).toEqual(['a', 'b']);
    expect(latest().baselines?.skipped).toEqual(['a']);
  });

  it('does not hinder measuring alone when somebody asks for it', async () => {
    const { run, playground, clock, tenant } = await open(pair);
    await run(600);
    playground.cancelMeasure();
    await advance(clock, 200);
    void playground.measureAlone({ warmupMs: 50, durationMs: 500 });
    await advance(clock, 2000);
    expect(tenant('a').alone).not.toBeNull();
    expect(tenant('b').alone).not.toBeNull();
  });
});

describe('measuring alone when asked for', () => {
  it('takes the place of what goes on by itself', async () => {
    const { run, playground, clock, latest, tenant } = await open(pair);
    await run(600);
    void playground.measureAlone({ warmupMs: 50, durationMs: 2000 });
    await advance(clock, 100);
    expect(latest().measuring).toMatchObject({ tenantId: 'a', automatic: false });
    await advance(clock, 5000);
    expect(tenant('b').alone?.durationMs).toBeGreaterThan(1900);
  });
});

describe('what comes between', () => {
  it('is a hidden tab: nothing is measured in it, and it goes on afterwards', async () => {
    const { run, playground, clock, latest, tenant } = await open(pair);
    await run(600);
    playground.setHidden({ hidden: true });
    await advance(clock, 5000);
    expect(latest().measuring).toBeNull();
    expect(tenant('a').alone).toBeNull();
    playground.setHidden({ hidden: false });
    await advance(clock, 5000);
    expect(tenant('a').alone).not.toBeNull();
    expect(tenant('b').alone).not.toBeNull();
    expect(latest().baselines?.skipped).toEqual([]);
  });

  it('is a tenant that fails while it is measured: it gets no baseline, the others do, and it is left alone', async () => {
    const { run, playground, clock, tenant, workers, turns, latest } = await open(pair);
    playground.setRecovery({ ...DEFAULT_RECOVERY, automatic: false });
    await run(600);
    workers.get('x')?.crash('boom');
    await advance(clock, 6000);
    expect(tenant('a')).toMatchObject({ status: { kind: 'failed' }, alone: null });
    expect(tenant('b').alone).not.toBeNull();
    expect(tenant('b').status.kind).toBe('running');
    expect(turns()).toEqual(['a', 'b']);
    expect(identity(tenant('a'))).toBe(0);
    void playground.retryTenant({ tenantId: 'a' });
    await advance(clock, 4000);
    expect(tenant('a').alone).not.toBeNull();
    expect(latest().measuring).toBeNull();
  });

  it('is a tenant that fails on an executor that lives on: what it did until then is no baseline', async () => {
    const { run, playground, clock, tenant } = await open(pair);
    playground.setRecovery({ ...DEFAULT_RECOVERY, automatic: false });
    await run(1200);
    await playground.mishap({ kind: 'corrupt-output', tenantId: 'a' });
    await advance(clock, 5000);
    expect(tenant('a')).toMatchObject({ status: { kind: 'failed' }, alone: null });
    expect(tenant('b').alone).not.toBeNull();
  });

  it('is a tenant that completes nothing: it is tried twice and then told', async () => {
    const rare = { kind: 'periodic', ratePerSecond: 0.1, jitterFraction: 0, queueBound: 4 } as const;
    const { run, turns, latest } = await open(scenario([['a', 'x', { workload: rare }]]), {
      serviceMs: () => 9000,
    });
    await run(60_000);
    expect(turns().length).toBeLessThanOrEqual(2);
    expect(latest().baselines?.fruitless).toEqual(['a']);
  });

  it('is a stop: nothing runs afterwards', async () => {
    const { run, playground, clock, latest } = await open(pair);
    await run(600);
    playground.stop();
    await advance(clock, 5000);
    expect(latest().run.kind).toBe('idle');
    expect(latest().measuring).toBeNull();
  });
});

describe('a baseline that no longer holds', () => {
  const pause = (paused: boolean) => ({ tenantId: 'b', change: { paused } });
  async function drifted(automatic: boolean) {
    let factor = 1;
    const opened = await open(pair, { serviceMs: () => 10 * factor });
    await opened.run(6000);
    opened.playground.setBaselines({ automatic });
    void opened.playground.updateTenant(pause(true));
    await advance(opened.clock, 1000);
    factor = 2; // the machine became slower
    const slowDown = (to: number) => {
      factor = to;
    };
    return { ...opened, slowDown };
  }

  it('is marked in words', async () => {
    const { clock, tenant, turns } = await drifted(false);
    await advance(clock, 12_000, 5);
    expect(tenant('a').aloneOrigin?.stale).toMatch(/with nobody beside it, it takes \d+ % longer/);
    expect(turns()).toEqual(['a', 'b']);
  });

  it('is taken again by itself, once a minute at most', async () => {
    const { clock, tenant, turns, slowDown } = await drifted(true);
    await advance(clock, 20_000, 5);
    expect(turns()).toEqual(['a', 'b', 'a']);
    expect(tenant('a').aloneOrigin?.stale).toBeNull();
    expect(tenant('a').alone?.throughputPerSecond).toBeCloseTo(50, 0);
    slowDown(4);
    await advance(clock, 20_000, 5);
    expect(tenant('a').aloneOrigin?.stale).not.toBeNull();
    expect(turns()).toEqual(['a', 'b', 'a']);
    await advance(clock, 40_000, 5);
    expect(turns()).toEqual(['a', 'b', 'a', 'a']);
    expect(tenant('a').alone?.throughputPerSecond).toBeCloseTo(25, 0);
  });
});

describe('the recording of a run', () => {
  it('holds every request that ended since the window opened, and begins anew with another set-up', async () => {
    const { run, playground, clock, tenant } = await openPlayground(pair);
    await run(500);
    playground.openWindow();
    await advance(clock, 1000);
    const { value } = playground.exportRecording();
    const ended = ['a', 'b']
      .map((id) => tenant(id))
      .reduce((sum, one) => sum + one.arrivals - one.queued - one.inFlight, 0);
    expect(value.truncated).toBe(false);
    expect(Math.abs(value.table.rows.length / 17 - ended)).toBeLessThanOrEqual(60); // the snapshot is up to 250 ms older
    await playground.updateExecutor({ executorId: 'x', change: { ...PLAIN_CHOICE, policy: 'edf' } });
    expect(playground.exportRecording().value.table.rows.length).toBe(0);
  });
});
