/** Policies, grains, bounds, gates and overload rules on running playgrounds, by virtual clock. */
import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../protocol/record-batch';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const HEAVY_MS = 40;
const LIGHT_MS = 5;

/** A tenant with a picture each 40 ms beside one that always asks for more, on one executor. */
const noisyNeighbour = scenario([
  [
    'face',
    'x',
    {
      workload: { kind: 'periodic', ratePerSecond: 25, jitterFraction: 0, queueBound: 4 },
      deadline: { kind: 'next-frame' },
    },
  ],
  ['pose', 'x', { workload: { kind: 'closed', inFlight: 3 } }],
]);
const serviceMs = (id: string) => (id === 'face' ? LIGHT_MS : HEAVY_MS);
const urgent = { policy: 'edf', grain: 'segment', segmentMs: 4 } as const;

/** Each segment takes the fake executor a turn of the event loop: steps are shorter than segments. */
const STEP_MS = 1;

const overlap = (a: RecordRow, b: RecordRow) =>
  a.startedAt < b.completedAt - 1e-6 && b.startedAt < a.completedAt - 1e-6;

describe('a noisy neighbour', () => {
  it('makes a periodic tenant miss under FIFO; EDF between segments, switched to while it runs, lets it be in time', async () => {
    const { run, tenant, playground, clock, snapshots, rows, spawned } = await open(noisyNeighbour, {
      serviceMs,
    });
    await run(2000);
    const before = tenant('face');
    const posesBefore = tenant('pose').throughputPerSecond;
    expect(before.deadlineHitFraction).toBeLessThan(0.2);
    await playground.updateExecutor({ executorId: 'x', change: urgent });
    const switchedAt = clock.now();
    await advance(clock, 4000, STEP_MS);
    expect(tenant('face').deadlineHitFraction).toBeGreaterThan(0.95);
    expect(tenant('pose').throughputPerSecond).toBeGreaterThan(0.6 * posesBefore);
    expect(spawned).toHaveLength(1);
    for (const snapshot of snapshots) for (const one of snapshot.tenants) expect(identity(one)).toBe(0);
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    const preempted = rows.filter((row) => row.tenantId === 'pose' && row.issuedAt > switchedAt);
    expect(preempted.some((row) => row.segments > 1 && row.preemptedMs >= LIGHT_MS)).toBe(true);
  });

  it('is told with its plan, its gaps, how long choices took and how far waits exceeded a segment', async () => {
    const { run, tenant, latest } = await open(
      { ...noisyNeighbour, executors: noisyNeighbour.executors.map((one) => ({ ...one, ...urgent })) },
      { serviceMs },
    );
    await run(3000);
    const { plan, waterfall, latencyMs } = tenant('pose');
    expect(plan).toMatchObject({ target: 4, segmentsMs: Array.from({ length: 10 }, () => 4) });
    expect(waterfall?.preemptedMs).toBeGreaterThan(0);
    const sum = Object.values(waterfall ?? {}).reduce((total: number, part) => total + (part ?? 0), 0);
    expect(sum).toBeCloseTo(latencyMs.mean ?? 0, 6);
    const [executor] = latest().executors;
    expect(executor).toMatchObject({ inFlightBound: 2, group: 'cpu', policyFailure: null });
    expect(executor?.utilisationFraction).toBeGreaterThan(0.9);
    expect(executor?.decisions.count).toBeGreaterThan(100);
    expect(executor?.decisions.beyondSegmentMs.n).toBeGreaterThan(10);
    expect(executor?.decisions.beyondSegmentMs.max).toBeLessThanOrEqual(2 * STEP_MS);
  });
});

describe('a change of how an executor chooses', () => {
  it('is told to its worker, which is the same, and stands in the scenario', async () => {
    const { run, playground, latest, workers, spawned, clock } = await open(noisyNeighbour, { serviceMs });
    await run(200);
    await playground.updateExecutor({ executorId: 'x', change: { ...urgent, inFlight: 1 } });
    await advance(clock, 50);
    expect(spawned).toHaveLength(1);
    expect(workers.get('x')?.schedules.at(-1)).toMatchObject({
      grain: 'segment',
      segmentMs: 4,
      policy: {
        id: 'edf',
        tenants: [
          { tenantId: 'face', periodMs: 40 },
          { tenantId: 'pose', periodMs: null },
        ],
      },
    });
    expect(latest().scenario.executors[0]).toMatchObject({ ...urgent, inFlight: 1 });
    expect(latest().executors[0]?.inFlightBound).toBe(1);
  });

  it('by another scenario keeps workers and tenants that differ in nothing else', async () => {
    const { run, playground, latest, spawned, clock, outcome, tenant } = await open(noisyNeighbour, {
      serviceMs,
    });
    await run(200);
    await outcome(
      playground.loadScenario({
        ...noisyNeighbour,
        executors: noisyNeighbour.executors.map((one) => ({ ...one, ...urgent })),
        tenants: noisyNeighbour.tenants.map((one) => ({ ...one, priority: 7, overload: 'newest-wins' })),
        gates: { gpu: 'token', cpu: 'orion' },
      }),
    );
    expect(spawned).toHaveLength(1);
    expect(spawned[0]?.begun).toEqual(['face', 'pose']);
    expect(tenant('face').config).toMatchObject({ priority: 7, overload: 'newest-wins' });
    expect(latest().scenario).toMatchObject({ gates: { gpu: 'token', cpu: 'orion' }, executors: [urgent] });
    await outcome(playground.loadScenario(noisyNeighbour));
    await advance(clock, 50);
    expect(latest().scenario).not.toHaveProperty('gates');
    expect(spawned).toHaveLength(1);
  });

  it('to a policy of the user that is not there is refused, and nothing has changed', async () => {
    const { run, playground, latest, outcome } = await open(noisyNeighbour);
    await run(100);
    const refused = await outcome(playground.updateExecutor({ executorId: 'x', change: { policy: 'user' } }));
    expect(refused).toMatchObject({
      code: 'scenario-invalid',
      message: expect.stringContaining('x, policy'),
    });
    expect(latest().scenario.executors[0]?.policy).toBe('fifo');
  });
});

describe('overload', () => {
  const pressed = (change: object) =>
    scenario([
      [
        'a',
        'x',
        { workload: { kind: 'periodic', ratePerSecond: 100, jitterFraction: 0, queueBound: 2 }, ...change },
      ],
    ]);
  const slow = { serviceMs: () => 50 };

  it('drops what arrives at a full queue, or the oldest for the newest', async () => {
    const latencies = async (overload: 'drop-newest' | 'newest-wins') => {
      const { run, tenant, rows } = await open(pressed({ overload }), slow);
      await run(2000);
      expect(tenant('a').dropped).toBeGreaterThan(100);
      expect(identity(tenant('a'))).toBe(0);
      const served = rows.filter(({ outcome }) => outcome === 'completed');
      return Math.max(...served.map(({ issuedAt, arrivedAt }) => issuedAt - arrivedAt));
    };
    expect(await latencies('drop-newest')).toBeGreaterThan(80); // two services
    expect(await latencies('newest-wins')).toBeLessThanOrEqual(21); // two periods
  });

  it('that drops late serves nothing that waited past its deadline', async () => {
    const deadline = { kind: 'fixed', ms: 60 } as const;
    const { run, tenant, rows } = await open(pressed({ overload: 'drop-late', deadline }), slow);
    await run(2000);
    const issued = rows.filter((row) => !Number.isNaN(row.issuedAt));
    expect(issued.every((row) => row.issuedAt <= row.deadlineAt)).toBe(true);
    expect(tenant('a').dropped).toBeGreaterThan(100);
  });

  it('that admits rejects what is predicted to be late, counts it against the tenant, and nothing is late', async () => {
    const deadline = { kind: 'fixed', ms: 110 } as const;
    const { run, tenant, clock, playground } = await open(pressed({ overload: 'admit', deadline }), slow);
    await run(500); // the estimate settles
    playground.openWindow();
    await advance(clock, 2000);
    const { rejected, late, completions, deadlineHitFraction } = tenant('a');
    expect(rejected).toBeGreaterThan(100);
    expect(late).toBe(0);
    expect(completions).toBeGreaterThan(30);
    expect(deadlineHitFraction).toBeLessThan(0.3);
    expect(identity(tenant('a'))).toBe(0);
  });

  it('of a closed loop that is rejected asks again a little later, for ever, without holding the clock up', async () => {
    const given = { overload: 'admit', deadline: { kind: 'fixed', ms: 20 } } as const;
    const { run, tenant } = await open(
      scenario([['a', 'x', { workload: { kind: 'closed', inFlight: 2 }, ...given }]]),
      slow,
    );
    await run(1000);
    expect(tenant('a').rejected).toBeGreaterThan(100);
    expect(identity(tenant('a'))).toBe(0);
  });

  it('changed while requests wait holds for those too', async () => {
    const deadline = { kind: 'fixed', ms: 30 } as const;
    const { run, tenant, playground, clock, rows } = await open(pressed({ deadline }), slow);
    await run(500);
    expect(tenant('a').late).toBeGreaterThan(0);
    const changedAt = clock.now();
    await playground.updateTenant({ tenantId: 'a', change: { overload: 'drop-late' } });
    await advance(clock, 500);
    const issued = rows.filter((row) => row.issuedAt > changedAt);
    expect(issued.length).toBeGreaterThan(5);
    expect(issued.every((row) => row.issuedAt <= row.deadlineAt)).toBe(true);
    expect(identity(tenant('a'))).toBe(0);
    expect(tenant('a').status.kind).toBe('running');
  });
});

describe('a gate', () => {
  const two = scenario([
    ['a', 'x', { workload: { kind: 'closed', inFlight: 2 } }],
    ['b', 'y', { workload: { kind: 'closed', inFlight: 2 } }],
  ]);

  it('of tokens lets one executor of a device serve at a time, in turns, from when it is set', async () => {
    const { run, playground, clock, rows, tenant } = await open(two);
    await run(300);
    const racing = rows.filter((row) => row.tenantId === 'a');
    expect(racing.some((a) => rows.some((b) => b.tenantId === 'b' && overlap(a, b)))).toBe(true);
    await playground.setScheduling({ gates: { gpu: 'free-for-all', cpu: 'token' } });
    const gatedAt = clock.now() + 20; // what was in flight ends
    await advance(clock, 600);
    const of = (id: string) => rows.filter((row) => row.tenantId === id && row.issuedAt > gatedAt);
    expect(of('a').length).toBeGreaterThan(10);
    expect(of('b').length).toBeGreaterThan(10);
    expect(of('a').some((a) => of('b').some((b) => overlap(a, b)))).toBe(false);
    for (const id of ['a', 'b']) expect(identity(tenant(id))).toBe(0);
    await playground.setScheduling({ gates: { gpu: 'free-for-all', cpu: 'free-for-all' } });
    const before = tenant('a').completions;
    await advance(clock, 600);
    expect(tenant('a').completions).toBeGreaterThan(before + 10);
  });

  it('does not hold the others when the executor that has the token dies', async () => {
    const { run, playground, clock, workers, tenant } = await open(two);
    await run(100);
    await playground.setScheduling({ gates: { gpu: 'free-for-all', cpu: 'token' } });
    await advance(clock, 205);
    workers.get('x')?.crash('boom');
    const before = tenant('b').completions;
    await advance(clock, 500);
    expect(tenant('b').completions).toBeGreaterThan(before + 15);
    expect(identity(tenant('a'))).toBe(0);
  });
});

describe('the watchdog under segments', () => {
  it('lets a request be preempted for as long as others are served', async () => {
    const { run, tenant, spawned, clock, playground } = await open(
      scenario(
        [
          ['high', 'x', { workload: { kind: 'closed', inFlight: 2 }, priority: 9 }],
          ['low', 'x'],
        ],
        { policy: 'strict-priority', grain: 'segment', segmentMs: 100 },
      ),
      { serviceMs: (id) => (id === 'high' ? 100 : 300) },
    );
    playground.setRecovery({
      automatic: false,
      limitsMs: {
        start: 9000,
        download: 9000,
        parse: 9000,
        compile: 9000,
        firstInference: 9000,
        steady: 500,
      },
    });
    await run(1000);
    await advance(clock, 20_000, 20);
    expect(spawned).toHaveLength(1);
    expect(tenant('high').status.kind).toBe('running');
    expect(tenant('low').status.kind).toBe('running');
  });
});
