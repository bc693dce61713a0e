import { describe, expect, it } from 'vitest';
import { DEFAULT_RECOVERY, type PhaseLimits } from '../domain/recovery';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const one = scenario([['a', 'x']]);
const two = scenario([
  ['a', 'x'],
  ['b', 'x'],
]);
const byHand = (limits: Partial<PhaseLimits> = {}) => ({
  automatic: false,
  limitsMs: { ...DEFAULT_RECOVERY.limitsMs, ...limits },
});

describe('a load that stands still', () => {
  it('while it downloads fails alone, with the limit and what to try; its executor serves on', async () => {
    const { run, playground, clock, tenant, workers } = await open(two, {
      loadMs: (id) => (id === 'b' ? 600_000 : 5),
    });
    playground.setRecovery(byHand({ download: 3000 }));
    await run(100);
    await advance(clock, 2800, 10);
    expect(tenant('b').status.kind).toBe('loading');
    await advance(clock, 300, 10);
    expect(tenant('b').status).toMatchObject({
      kind: 'failed',
      error: {
        code: 'network-unreachable',
        message:
          'Downloading tiny stood still for 3 s, the limit of that phase. Look at the network, then retry; where it is slow, raise the limit.',
      },
      restart: null,
    });
    expect(workers.get('x')?.givenUp).toEqual(['b']);
    expect(workers.get('x')?.terminated).toBe(false);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').failed).toBe(0);
  });

  it('while it downloads lets the next one have its turn', async () => {
    const { run, playground, tenant } = await open(two, { loadMs: (id) => (id === 'a' ? 600_000 : 5) });
    playground.setRecovery(byHand({ download: 1000 }));
    await run(1500);
    expect(tenant('a').status.kind).toBe('failed');
    expect(tenant('b').status.kind).toBe('running');
  });

  it('and does not even answer that it was given up ends its executor', async () => {
    const { run, playground, clock, tenant, workers } = await open(one, { loadMs: () => 600_000 });
    playground.setRecovery(
      byHand({ download: 1000, parse: 2000, compile: 2000, firstInference: 2000, steady: 500 }),
    );
    await run(500);
    const worker = workers.get('x');
    if (worker) worker.deaf = true;
    await advance(clock, 700, 10);
    expect(tenant('a').status).toMatchObject({ error: { code: 'network-unreachable' } });
    expect(worker?.terminated).toBe(false);
    await advance(clock, 2100, 10);
    expect(worker?.terminated).toBe(true);
  });

  for (const [phase, limit, words] of [
    ['parse', 'parse', 'while it parsed a model'],
    ['compile', 'compile', 'while it compiled a model'],
    ['first-inference', 'firstInference', 'during the first inference of a model'],
  ] as const) {
    it(`in phase ${phase} ends its executor by the limit of that phase, and says so`, async () => {
      const { run, playground, clock, tenant, workers } = await open(one, {
        loadMs: () => 600_000,
        slowPhase: phase,
      });
      playground.setRecovery(byHand({ [limit]: 7000 }));
      await run(100);
      await advance(clock, 6800, 10);
      expect(tenant('a').status.kind).toBe('loading');
      await advance(clock, 300, 10);
      expect(tenant('a').status).toMatchObject({
        kind: 'failed',
        error: {
          code: 'executor-unresponsive',
          message: expect.stringContaining(`gave no answer for 7 s ${words}, the limit of that phase`),
        },
      });
      expect(workers.get('x')?.terminated).toBe(true);
    });
  }

  it('may take as long as it likes while it makes progress', async () => {
    const { run, playground, clock, tenant } = await open(one, {
      loadMs: () => 30_000,
      progressEveryMs: 900,
    });
    playground.setRecovery(byHand({ download: 1000 }));
    await run(100);
    await advance(clock, 31_000, 50);
    expect(tenant('a').status.kind).toBe('running');
  });
});

describe('a backend that does not come up', () => {
  it('is ended by the limit for starting, says so, and the next best is tried', async () => {
    const { run, playground, clock, latest, tenant, spawned } = await open(one, {
      fault: (call, _id, backend) =>
        call === 'start' && backend === 'wasm' ? new Promise<void>(() => {}) : undefined,
    });
    playground.setRecovery(byHand({ start: 2000 }));
    await run(1900);
    expect(tenant('a').status).toMatchObject({ kind: 'loading', phase: 'executor' });
    await advance(clock, 300);
    expect(spawned.map((worker) => worker.terminated)).toEqual([true, false]);
    expect(latest().executors[0]).toMatchObject({
      backend: 'cpu',
      backendReason: expect.stringContaining('gave no answer for 2 s while its backend started'),
    });
    expect(tenant('a').status.kind).toBe('running');
  });
});

describe('limits that are changed while running', () => {
  it('end at once an inference that lasts longer than the new one', async () => {
    const { run, playground, clock, tenant, workers } = await open(one);
    playground.setRecovery(byHand({ steady: 60_000 }));
    await run(100);
    const worker = workers.get('x');
    if (worker) worker.hung = true;
    await advance(clock, 10_000, 10);
    expect(tenant('a').status.kind).toBe('running');
    playground.setRecovery(byHand({ steady: 8000 }));
    await advance(clock, 100);
    expect(tenant('a').status).toMatchObject({
      error: {
        code: 'executor-unresponsive',
        message:
          'Executor x gave no answer for 8 s during an inference, the limit of that phase, and was ended. Retry starts a new one. If the model needs longer, raise the limit; or try another backend.',
      },
    });
    expect(identity(tenant('a'))).toBe(0);
  });

  it('are told in every snapshot', async () => {
    const { playground, outcome, latest } = await open(one);
    await outcome(Promise.resolve(), 50);
    expect(latest().recovery).toEqual(DEFAULT_RECOVERY);
    playground.setRecovery(byHand({ start: 1234 }));
    await outcome(Promise.resolve(), 50);
    expect(latest().recovery.limitsMs.start).toBe(1234);
  });

  it('do not undercut a model that is slow by nature: 20 times its slowest request so far', async () => {
    let serviceMs = 200;
    const { run, playground, clock, tenant } = await open(one, { serviceMs: () => serviceMs });
    playground.setRecovery(byHand({ steady: 500 }));
    await run(1000);
    serviceMs = 3900;
    await advance(clock, 3800, 10);
    expect(tenant('a').status.kind).toBe('running');
    serviceMs = 100_000;
    await advance(clock, 1000, 10);
    await advance(clock, 78_500, 100); // 20 × 3.9 s
    expect(tenant('a').status.kind).toBe('failed');
  });
});
