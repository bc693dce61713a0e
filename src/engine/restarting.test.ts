import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { DEFAULT_RECOVERY } from '../domain/recovery';
import { PLAIN_CHOICE } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

const two = scenario([
  ['a', 'x'],
  ['b', 'x'],
]);
const byHand = { ...DEFAULT_RECOVERY, automatic: false };
const wasm = (id: string) => ({ id, backend: 'wasm', threads: 1, ...PLAIN_CHOICE }) as const;

describe('a crash', () => {
  it('is followed by one new worker for all its tenants after a second, and by one incident', async () => {
    const { run, clock, tenant, workers, spawned, incidents } = await open(two);
    await run(200);
    const crashedAt = clock.now();
    workers.get('x')?.crash('boom');
    await advance(clock, 100);
    const failed = {
      kind: 'failed',
      error: { code: 'executor-crashed' },
      restart: { attempt: 1, at: crashedAt + 1000 },
    };
    expect(tenant('a').status).toMatchObject(failed);
    expect(tenant('b').status).toMatchObject(failed);
    const { arrivals } = tenant('a');
    await advance(clock, 800);
    expect(tenant('a').arrivals).toBe(arrivals);
    await advance(clock, 300);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b').status.kind).toBe('running');
    expect(spawned).toHaveLength(2);
    expect(incidents()).toMatchObject([
      { at: crashedAt, cause: 'failure', code: 'executor-crashed', executorId: 'x', tenantIds: ['a', 'b'] },
    ]);
    const recoveryMs = (incidents()[0]?.recoveredAt ?? 0) - crashedAt;
    expect(recoveryMs).toBeGreaterThan(1000);
    expect(recoveryMs).toBeLessThan(1100);
    expect(identity(tenant('a'))).toBe(0);
  });

  it('leaves the window of the run file open, and the file tells of it', async () => {
    const { run, playground, clock, workers, outcome } = await open(two);
    await run(500);
    playground.openWindow();
    workers.get('x')?.crash('boom');
    await advance(clock, 2000);
    const file = await outcome(
      playground.exportRun({ ...plainExport, warnings: ['another tab runs too'] }),
      1,
    );
    if (file instanceof Error) throw file;
    expect(file.durationMs).toBe(2000);
    expect(file.tenants[0]?.failed).toBe(1);
    expect(file.provenance.warnings).toEqual(['1 incident', 'another tab runs too']);
  });

  it('again and again is followed by later and later starts, and then by none', async () => {
    const { run, clock, tenant, workers, incidents } = await open(two);
    await run(100);
    for (const waitMs of [1000, 2000, 4000, 8000, 16_000]) {
      workers.get('x')?.crash('boom');
      await advance(clock, waitMs - 100, 50);
      expect(tenant('a').status.kind).toBe('failed');
      await advance(clock, 300, 1);
      expect(tenant('a').status.kind).toBe('running');
    }
    workers.get('x')?.crash('boom');
    await advance(clock, 60_000, 100);
    expect(tenant('b').status).toMatchObject({
      kind: 'failed',
      error: {
        message:
          'The worker of x crashed: boom. Retry starts a new one. It was started again 5 times by itself and failed each time. Try another backend, or look at the first failure among the incidents.',
      },
      restart: null,
    });
    expect(incidents()).toHaveLength(6);
    expect(identity(tenant('b'))).toBe(0);
  });

  it('counts as the first one again after a retry by hand', async () => {
    const { run, playground, clock, tenant, workers } = await open(two);
    await run(100);
    workers.get('x')?.crash('boom');
    await advance(clock, 1100);
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    expect(tenant('a').status).toMatchObject({ restart: { attempt: 2 } });
    void playground.retryTenant({ tenantId: 'a' });
    await advance(clock, 100);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b').status).toMatchObject({ restart: { attempt: 2 } });
    await advance(clock, 2000);
    expect(tenant('b').status.kind).toBe('running');
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    expect(tenant('a').status).toMatchObject({ restart: { attempt: 1 } });
  });

  it('is over without those who were removed or paused meanwhile', async () => {
    const { run, playground, clock, workers, incidents, outcome } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'x'],
      ]),
    );
    await run(200);
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    await outcome(playground.removeTenant({ tenantId: 'b' }), 50);
    await outcome(playground.updateTenant({ tenantId: 'c', change: { paused: true } }), 50);
    await advance(clock, 1500);
    expect(incidents()[0]?.tenantIds).toEqual(['a', 'b', 'c']);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });

  it('that comes again before all have recovered is the same incident', async () => {
    const { run, clock, workers, incidents, tenant } = await open(two, { loadMs: () => 100 });
    await run(300);
    workers.get('x')?.crash('boom');
    await advance(clock, 1050); // the new worker loads
    workers.get('x')?.crash('boom again');
    await advance(clock, 50);
    expect(tenant('a').status).toMatchObject({ restart: { attempt: 2 } });
    await advance(clock, 3000);
    expect(incidents()).toHaveLength(1);
    expect(incidents()[0]).toMatchObject({ message: expect.stringContaining('boom.') });
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });
});

describe('a start by itself', () => {
  it('does not follow what it cannot mend', async () => {
    const { run, clock, tenant, incidents } = await open(two, {
      fault: (call, id) => {
        if (call === 'load' && id === 'a') throw new EngineError('model-malformed', 'weights.bin is broken.');
      },
    });
    await run(100);
    await advance(clock, 5000, 10);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', restart: null });
    expect(incidents()).toMatchObject([{ code: 'model-malformed', tenantIds: ['a'], recoveredAt: null }]);
  });

  it('follows the failure of a tenant on an executor that lives', async () => {
    let broken = true;
    const { run, clock, tenant, spawned, incidents } = await open(two, {
      fault: (call, id) => {
        if (call === 'infer' && id === 'a' && broken)
          throw new EngineError('inference-failed', 'It came to nothing.');
      },
    });
    await run(100);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', restart: { attempt: 1 } });
    broken = false;
    await advance(clock, 1200);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b').failed).toBe(0);
    expect(spawned).toHaveLength(1);
    expect(incidents()).toMatchObject([{ executorId: 'x', tenantIds: ['a'] }]);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });

  it('follows an executor that does not start, for all who wait for it at once', async () => {
    let down = true;
    const { run, clock, tenant, incidents, spawned, latest } = await open(two, {
      fault: (call) => {
        if (call === 'start' && down) throw new Error('no device');
      },
    });
    await run(100);
    expect(tenant('a').status).toMatchObject({
      error: { code: 'executor-start-failed' },
      restart: { attempt: 1 },
    });
    expect(tenant('b').status).toMatchObject({ restart: { attempt: 1 } });
    expect(latest().executors[0]?.status.kind).toBe('failed');
    expect(incidents()).toMatchObject([{ executorId: 'x', tenantIds: ['a', 'b'] }]);
    down = false;
    const before = spawned.length;
    await advance(clock, 1200);
    expect(spawned).toHaveLength(before + 1);
    expect(tenant('b').status.kind).toBe('running');
  });

  for (const [what, act] of [
    ['the run is stopped', ({ playground }) => playground.stop()],
    ['it is switched off', ({ playground }) => playground.setRecovery(byHand)],
    ['the tenant is removed', ({ playground }) => void playground.removeTenant({ tenantId: 'a' })],
    ['the executor is removed', ({ playground }) => void playground.removeExecutor({ executorId: 'x' })],
  ] satisfies [string, (opened: Awaited<ReturnType<typeof open>>) => void][]) {
    it(`is off when ${what}`, async () => {
      const opened = await open(
        scenario([
          ['a', 'x'],
          ['c', 'y'],
        ]),
      );
      const { run, clock, workers, spawned, latest } = opened;
      await run(100);
      workers.get('x')?.crash('boom');
      await advance(clock, 50);
      act(opened);
      await advance(clock, 50_000, 50);
      expect(spawned).toHaveLength(2);
      const status = latest().tenants.find(({ config }) => config.id === 'a')?.status;
      if (status !== undefined) expect(status).toMatchObject({ kind: 'failed', restart: null });
    });
  }

  it('is off when the tenant is moved: it starts there', async () => {
    const { run, playground, clock, workers, spawned, tenant } = await open(scenario([['a', 'x']]));
    await run(100);
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    void playground.moveTenant({ tenantId: 'a', to: wasm('z') });
    await advance(clock, 5000, 10);
    expect(tenant('a')).toMatchObject({ status: { kind: 'running' }, config: { executorId: 'z' } });
    expect(spawned).toHaveLength(2);
  });

  it('is off when the executor gets another backend: it starts with that', async () => {
    const { run, playground, clock, workers, spawned, tenant, incidents } = await open(two);
    await run(100);
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    void playground.updateExecutor({ executorId: 'x', change: { backend: 'cpu' } });
    await advance(clock, 5000, 10);
    expect(tenant('a').status.kind).toBe('running');
    expect(spawned).toHaveLength(2);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });

  it('is off when another scenario starts it, also when it then fails for good', async () => {
    let broken = false;
    const { run, playground, clock, workers, tenant } = await open(two, {
      fault: (call, id) => {
        if (call === 'load' && id === 'a' && broken)
          throw new EngineError('model-malformed', 'It is broken.');
      },
    });
    await run(100);
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    broken = true;
    void playground.loadScenario({ ...two, name: 'other' });
    await advance(clock, 100);
    expect(tenant('a').status).toMatchObject({ error: { code: 'model-malformed' }, restart: null });
    expect(tenant('b').status.kind).toBe('running');
  });

  it('is put off until a solo measurement in which the tenant failed is over; it has no baseline then', async () => {
    const { run, playground, clock, tenant } = await open(scenario([['a', 'x']]));
    await run(100);
    void playground.measureAlone({ warmupMs: 100, durationMs: 1000 });
    await advance(clock, 600);
    void playground.mishap({ kind: 'corrupt-output', tenantId: 'a' });
    await advance(clock, 3000);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').alone).toBeNull();
  });

  it('is put off while tenants are measured alone', async () => {
    const { run, playground, clock, workers, tenant } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    await run(100);
    void playground.measureAlone({ warmupMs: 500, durationMs: 2000 });
    await advance(clock, 300);
    workers.get('y')?.crash('boom');
    await advance(clock, 1900); // as long as the other one is measured; its own turn ends at once
    expect(tenant('b').status.kind).toBe('failed');
    await advance(clock, 3000);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('does not come while the run is stopped; the next run starts everybody', async () => {
    const { run, playground, clock, workers, tenant } = await open(two);
    await run(100);
    playground.stop();
    workers.get('x')?.crash('boom');
    await advance(clock, 5000, 10);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', restart: null });
    void playground.run();
    await advance(clock, 300);
    expect(tenant('a').status.kind).toBe('running');
  });
});
