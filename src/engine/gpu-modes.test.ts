import { describe, expect, it } from 'vitest';
import { PLAIN_CHOICE, type Scenario } from '../domain/scenario';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground, plainExport } from '../testing/open-playground';

const one = scenario([['a', 'x']], { backend: 'webgpu' });
const gpu = (id: string) => ({ id, backend: 'webgpu', threads: 1, ...PLAIN_CHOICE }) as const;
const wasm = (id: string) => ({ id, backend: 'wasm', threads: 1, ...PLAIN_CHOICE }) as const;

const open = (document: Scenario, options: Parameters<typeof openPlayground>[1] = {}) =>
  openPlayground(document, { machine: gpuMachine, ...options });

describe('how a tenant runs on WebGPU', () => {
  it('goes along with its load, where somebody chose it', async () => {
    const { run, workers, tenant } = await open(
      scenario(
        [
          ['a', 'x'],
          ['b', 'x', { mode: 'eager' }],
        ],
        { backend: 'webgpu' },
      ),
    );
    await run(100);
    expect(workers.get('x')?.loads.map(({ mode }) => mode)).toEqual([undefined, 'eager']);
    expect(tenant('a').gpu?.mode).toMatchObject({ asked: 'auto', running: 'recorded', recordable: true });
    expect(tenant('b').gpu?.mode).toMatchObject({ asked: 'eager', running: 'eager' });
  });

  it('is switched while it runs: nothing is loaded again, and no request is lost', async () => {
    const { run, playground, clock, workers, tenant, rows, outcome } = await open(one);
    await run(205);
    for (const mode of ['eager', 'recorded', 'auto', 'eager'] as const) {
      expect(await outcome(playground.updateTenant({ tenantId: 'a', change: { mode } }), 45)).toBeUndefined();
      expect(tenant('a').status.kind).toBe('running');
      expect(identity(tenant('a'))).toBe(0);
    }
    await advance(clock, 100);
    const worker = workers.get('x');
    expect(worker?.loads).toHaveLength(1);
    expect(worker?.modes.map(({ mode }) => mode)).toEqual(['eager', 'recorded', 'auto', 'eager']);
    expect(rows.every((row) => row.outcome === 'completed')).toBe(true);
    const ids = rows.map(({ requestId }) => requestId);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    expect(tenant('a').failed).toBe(0);
  });

  it('takes the plan of what ran before along with it, until what runs now is cut', async () => {
    const document = scenario([['a', 'x']], { backend: 'webgpu' });
    const executors = document.executors.map((one) => ({ ...one, policy: 'edf', grain: 'segment' }) as const);
    const { run, playground, clock, tenant, outcome } = await open(
      { ...document, executors },
      { cutMs: 200 },
    );
    await run(500);
    expect(tenant('a').plan).not.toBeNull();
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'eager' } }), 50);
    expect(tenant('a').plan).toBeNull();
    await advance(clock, 300);
    expect(tenant('a').plan).not.toBeNull();
  });

  it('is told the executor once, however often it is said', async () => {
    const { run, playground, workers, outcome } = await open(one);
    await run(100);
    for (const mode of ['eager', 'eager', 'eager'] as const)
      await outcome(playground.updateTenant({ tenantId: 'a', change: { mode } }), 50);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { priority: 3 } }), 50);
    expect(workers.get('x')?.modes).toHaveLength(1);
  });

  it('is only remembered on another backend, and goes along when the tenant moves to WebGPU', async () => {
    const { run, playground, workers, tenant, outcome } = await open(
      scenario([['a', 'x']], { backend: 'wasm' }),
    );
    await run(100);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'recorded' } }), 50);
    expect(workers.get('x')?.modes).toEqual([]);
    expect(tenant('a').gpu).toBeNull();
    expect(tenant('a').config.mode).toBe('recorded');
    await outcome(playground.moveTenant({ tenantId: 'a', to: gpu('y') }));
    expect(workers.get('y')?.loads[0]?.mode).toBe('recorded');
    expect(tenant('a').gpu?.mode?.running).toBe('recorded');
    expect(identity(tenant('a'))).toBe(0);
  });

  it('that is chosen while it loads is told as soon as it is there', async () => {
    const { run, playground, workers, tenant, outcome } = await open(one, { loadMs: () => 200 });
    await run(100);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'eager' } }), 300);
    expect(workers.get('x')?.loads.map(({ mode }) => mode)).toEqual([undefined]);
    expect(workers.get('x')?.modes).toEqual([{ tenantId: 'a', mode: 'eager' }]);
    expect(tenant('a').gpu?.mode?.running).toBe('eager');
  });

  it('that is chosen while it moves holds in the new place', async () => {
    const { run, playground, clock, workers, tenant, outcome } = await open(
      scenario(
        [
          ['a', 'x'],
          ['b', 'y'],
        ],
        { backend: 'webgpu' },
      ),
      { loadMs: (id) => (id === 'a' ? 100 : 5) },
    );
    await run(150);
    const moving = playground.moveTenant({ tenantId: 'a', to: 'y' });
    await advance(clock, 50);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'eager' } }), 10);
    expect(tenant('a').status.kind).toBe('moving');
    await outcome(moving, 200);
    expect(workers.get('y')?.modes).toEqual([{ tenantId: 'a', mode: 'eager' }]);
    expect(tenant('a').gpu?.mode).toMatchObject({ asked: 'eager', running: 'eager' });
    expect(identity(tenant('a'))).toBe(0);
  });

  it('survives a crash of its executor and another backend for it', async () => {
    const { run, playground, clock, workers, spawned, tenant, outcome } = await open(one);
    await run(100);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'eager' } }), 50);
    workers.get('x')?.crash('boom');
    await advance(clock, 500);
    expect(tenant('a').gpu).toBeNull();
    await advance(clock, 1000);
    expect(tenant('a').status.kind).toBe('running');
    expect(spawned.at(-1)?.loads[0]?.mode).toBe('eager');
    expect(tenant('a').gpu?.mode?.running).toBe('eager');
    await outcome(playground.updateExecutor({ executorId: 'x', change: { backend: 'wasm' } }));
    expect(tenant('a').gpu).toBeNull();
    await outcome(playground.updateExecutor({ executorId: 'x', change: { backend: 'webgpu' } }));
    expect(spawned.at(-1)?.loads[0]?.mode).toBe('eager');
    expect(identity(tenant('a'))).toBe(0);
  });

  it('is all that two scenarios differ in: the tenant serves on', async () => {
    const { run, playground, workers, tenant, outcome } = await open(one);
    await run(100);
    const document = scenario([['a', 'x', { mode: 'eager' }]], { backend: 'webgpu' });
    await outcome(playground.loadScenario(document), 50);
    expect(workers.get('x')?.loads).toHaveLength(1);
    expect(workers.get('x')?.modes).toEqual([{ tenantId: 'a', mode: 'eager' }]);
    expect(tenant('a').gpu?.mode?.running).toBe('eager');
  });

  it('is forgotten when the tenant fails, and told anew when it is back', async () => {
    const { run, playground, workers, tenant, outcome, clock } = await open(one);
    await run(100);
    const worker = workers.get('x');
    if (worker !== undefined) worker.failing = true;
    await advance(clock, 50);
    expect(tenant('a').status.kind).toBe('failed');
    expect(tenant('a').gpu).toMatchObject({ mode: null });
    if (worker !== undefined) worker.failing = false;
    await outcome(playground.retryTenant({ tenantId: 'a' }), 100);
    expect(tenant('a').gpu?.mode?.running).toBe('recorded');
  });
});

describe('the scenario', () => {
  it('is the same byte for byte after a change and back', async () => {
    const { run, playground, latest, outcome } = await open(one);
    await run(50);
    const before = JSON.stringify(latest().scenario);
    expect(before).toBe(JSON.stringify(one));
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'segmented' } }), 50);
    const change = { submitsInFlight: 3, gpuTiming: true, memoryBudgetMB: 500 };
    await outcome(playground.updateExecutor({ executorId: 'x', change }), 50);
    expect(latest().scenario.tenants[0]?.mode).toBe('segmented');
    expect(latest().scenario.executors[0]).toMatchObject(change);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'auto' } }), 50);
    const back = { submitsInFlight: 1, gpuTiming: false, memoryBudgetMB: undefined };
    await outcome(playground.updateExecutor({ executorId: 'x', change: back }), 50);
    expect(JSON.stringify(latest().scenario)).toBe(before);
  });
});

describe('submits in flight and GPU timing', () => {
  it('reach the executor with its schedule, and a change of them restarts nothing', async () => {
    const { run, playground, spawned, tenant, outcome } = await open(one);
    await run(2500); // what policies are told of it is settled: only the change itself is news
    const last = () => spawned[0]?.schedules.at(-1);
    expect(last()).not.toHaveProperty('submitsInFlight');
    expect(last()).not.toHaveProperty('gpuTiming');
    await outcome(playground.updateExecutor({ executorId: 'x', change: { submitsInFlight: 4 } }), 50);
    expect(last()).toMatchObject({ submitsInFlight: 4 });
    await outcome(playground.updateExecutor({ executorId: 'x', change: { gpuTiming: true } }), 50);
    expect(last()).toMatchObject({ submitsInFlight: 4, gpuTiming: true });
    expect(spawned).toHaveLength(1);
    expect(spawned[0]?.loads).toHaveLength(1);
    expect(tenant('a').status.kind).toBe('running');
    expect(identity(tenant('a'))).toBe(0);
  });
});

describe('figures of a tenant on WebGPU', () => {
  const told = (requestId: number) => ({
    issueMs: requestId % 2 === 0 ? 2 : 1,
    gpuMs: requestId % 3 === 0 ? ('invalid' as const) : 4,
  });

  it('are its issue time and, where timed, its GPU time; what is out of order is counted apart', async () => {
    const { run, tenant, rows, playground } = await open(one, {
      report: ({ requestId }) => told(requestId),
    });
    await run(615);
    const figures = tenant('a').gpu;
    expect(figures?.issueMs.n).toBe(tenant('a').latencyMs.n);
    expect(figures?.issueMs.mean).toBeCloseTo(1.5, 1);
    expect(figures?.gpuMs?.mean).toBe(4);
    expect((figures?.gpuMs?.n ?? 0) + (figures?.gpuInvalid ?? 0)).toBe(figures?.issueMs.n);
    expect(figures?.gpuInvalid).toBeGreaterThan(10);
    const row = rows.find(({ requestId }) => requestId === 3);
    expect(row?.issueMs).toBe(1);
    expect(row?.gpuMs).toBeNaN();
    const file = await playground.exportRun(plainExport);
    expect(file.tenants[0]?.gpu?.mode).toMatchObject({ running: 'recorded', facts: { dispatches: 24 } });
    expect(file.tenants[0]?.gpu?.issueMs.mean).toBeCloseTo(1.5, 1);
  });

  it('say nothing of GPU time while nothing is timed, and are absent from a run file without WebGPU', async () => {
    const { run, tenant } = await open(one, { report: () => ({ issueMs: 1, gpuMs: null }) });
    await run(200);
    expect(tenant('a').gpu).toMatchObject({ gpuMs: null, gpuInvalid: 0 });
    const plain = await open(scenario([['a', 'x']], { backend: 'wasm' }));
    await plain.run(200);
    const file = await plain.playground.exportRun(plainExport);
    expect(file.tenants[0]).not.toHaveProperty('gpu');
    expect(Object.keys(file.executors[0]?.memoryBytes ?? {})).toEqual(['inUse', 'reserved']);
  });

  it('begin anew when it runs otherwise: a window holds one way to run', async () => {
    const { run, tenant, latest, clock } = await open(one, {
      recordMs: () => 300,
      report: () => ({ issueMs: 1 }),
    });
    await run(290);
    expect(tenant('a').gpu?.mode).toMatchObject({ running: 'eager', recordable: null });
    expect(tenant('a').latencyMs.n).toBeGreaterThan(20);
    await advance(clock, 60);
    expect(tenant('a').gpu?.mode?.running).toBe('recorded');
    expect(tenant('a').latencyMs.n).toBeLessThan(8);
    expect(latest().windowMs).toBeLessThan(80);
    expect(identity(tenant('a'))).toBe(0);
  });

  it('and of its executor: bytes shared, and the budget', async () => {
    const document = scenario([['a', 'x']], { backend: 'webgpu', memoryBudgetMB: 256 });
    const { run, latest } = await open(document, { memory: { sharedBytes: 700 } });
    await run(3000);
    expect(latest().executors[0]?.memoryBytes).toMatchObject({ shared: 700, budget: 256_000_000 });
  });

  it('pipelines that are compiled are told while it loads', async () => {
    const { run, tenant } = await open(one, {
      loadMs: () => 500,
      progressEveryMs: 20,
      slowPhase: 'compile',
      pipelines: { done: 3, total: 21 },
    });
    await run(100);
    expect(tenant('a').status).toMatchObject({ kind: 'loading', pipelines: { done: 3, total: 21 } });
  });
});

describe('the times of kernels', () => {
  it('are those that the executor of the tenant tells', async () => {
    const { run, playground, outcome } = await open(one);
    await run(100);
    const profile = await outcome(playground.profileKernels({ tenantId: 'a', runs: 3 }), 50);
    expect(profile).toMatchObject({ runs: 3, rows: [{ kernel: 'FusedConv2D', dispatches: 24 }] });
  });

  it('are refused in words where nothing is loaded, and on another backend', async () => {
    const { run, playground, outcome } = await open(one);
    const ask = () => outcome(playground.profileKernels({ tenantId: 'a', runs: 3 }), 50);
    expect(await ask()).toMatchObject({ code: 'busy', message: expect.stringContaining('Run first') });
    await run(100);
    await outcome(playground.moveTenant({ tenantId: 'a', to: wasm('y') }));
    expect(await ask()).toMatchObject({
      code: 'backend-unsuited',
      message: expect.stringMatching(/tiny runs on wasm \(y\).*WebGPU/),
    });
  });
});

describe('baselines on WebGPU', () => {
  const openAutomatic = async (...given: Parameters<typeof open>) => {
    const opened = await open(...given);
    opened.playground.setBaselines({ automatic: true });
    return opened;
  };

  it('are taken when it is settled how the tenant runs', async () => {
    const { run, tenant, snapshots, clock } = await openAutomatic(one, { recordMs: () => 4000 });
    await run(3900);
    expect(snapshots.some(({ measuring }) => measuring !== null)).toBe(false);
    expect(tenant('a').alone).toBeNull();
    await advance(clock, 4000);
    expect(tenant('a').gpu?.mode?.running).toBe('recorded');
    expect(tenant('a').alone).not.toBeNull();
  });

  it('do not wait for a recording of a tenant that is to run eager, nor for ever', async () => {
    const never = { recordMs: () => Number.MAX_SAFE_INTEGER / 2 };
    const eager = scenario([['a', 'x', { mode: 'eager' }]], { backend: 'webgpu' });
    const asked = await openAutomatic(eager, never);
    await asked.run(4000);
    expect(asked.tenant('a').alone).not.toBeNull();
    const stuck = await openAutomatic(one, never);
    await stuck.run(50_000);
    expect(stuck.tenant('a').alone).toBeNull();
    await advance(stuck.clock, 20_000, 10);
    expect(stuck.tenant('a').alone).not.toBeNull();
  });

  it('of a tenant that ran eager are none of the recorded one, and hold again when it runs eager again', async () => {
    const { run, playground, clock, tenant, outcome } = await openAutomatic(one);
    await run(4000);
    const recorded = tenant('a').alone;
    expect(recorded).not.toBeNull();
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'eager' } }), 50);
    expect(tenant('a').alone).toBeNull();
    expect(tenant('a').slowdown).toBeNull();
    await advance(clock, 4000);
    const eager = tenant('a').alone;
    expect(eager).not.toBeNull();
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'recorded' } }), 50);
    expect(tenant('a').alone).toEqual(recorded);
    await outcome(playground.updateTenant({ tenantId: 'a', change: { mode: 'eager' } }), 50);
    expect(tenant('a').alone).toEqual(eager);
  });

  it('that are being taken while another way to run takes effect are dropped and taken again', async () => {
    const { run, clock, tenant, latest, workers } = await openAutomatic(one);
    await run(1200);
    expect(latest().measuring?.tenantId).toBe('a');
    workers.get('x')?.turnEager('a');
    await advance(clock, 100);
    expect(latest().measuring).toBeNull();
    expect(tenant('a').alone).toBeNull();
    await advance(clock, 4000);
    expect(tenant('a').alone).not.toBeNull();
  });
});
