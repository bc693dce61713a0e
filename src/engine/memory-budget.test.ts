import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground } from '../testing/open-playground';

const budget = { memoryBudgetMB: 64 };
const two = (backend: 'webgpu' | 'wasm') =>
  scenario(
    [
      ['a', 'x'],
      ['b', 'x'],
    ],
    { backend, ...budget },
  );

describe('a memory budget', () => {
  it('goes with each load on a GPU, and with none elsewhere', async () => {
    const gpu = await openPlayground(two('webgpu'), { machine: gpuMachine });
    await gpu.run(100);
    expect(gpu.workers.get('x')?.loads.map((load) => load.memoryBudgetBytes)).toEqual([64e6, 64e6]);
    expect(gpu.latest().executors[0]?.memoryBytes.budget).toBe(64e6);
    const wasm = await openPlayground(two('wasm'));
    await wasm.run(100);
    expect(wasm.workers.get('x')?.loads.map((load) => load.memoryBudgetBytes)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('that is set while its worker runs holds for the next load, and is shown where it holds', async () => {
    const plain = scenario([['a', 'x']], { backend: 'webgpu' });
    const { run, playground, outcome, workers, latest } = await openPlayground(plain, {
      machine: gpuMachine,
    });
    await run(100);
    await outcome(playground.updateExecutor({ executorId: 'x', change: budget }), 50);
    expect(latest().executors[0]?.memoryBytes.budget).toBe(64e6);
    const [a] = plain.tenants;
    if (a === undefined) throw new Error('the scenario has a tenant');
    await outcome(playground.addTenant({ tenant: { ...a, id: 'b' }, executor: null }), 200);
    expect(workers.get('x')?.loads.map((load) => load.memoryBudgetBytes)).toEqual([undefined, 64e6]);
    const wasm = await openPlayground(two('wasm'));
    await wasm.run(100);
    expect(wasm.latest().executors[0]?.memoryBytes).not.toHaveProperty('budget');
  });

  it('that is exceeded fails the model that came last, which tries once more; the others run on', async () => {
    const { run, clock, tenant, spawned } = await openPlayground(two('webgpu'), {
      machine: gpuMachine,
      fault: (call, tenantId) => {
        if (call === 'load' && tenantId === 'b')
          throw new EngineError('out-of-memory', 'tiny would take this executor over its memory budget.');
      },
    });
    await run(100);
    expect(tenant('b').status).toMatchObject({ error: { code: 'out-of-memory' }, restart: { attempt: 1 } });
    await advance(clock, 5000, 5);
    expect(tenant('b').status).toMatchObject({ error: { code: 'out-of-memory' }, restart: null });
    expect(tenant('a')).toMatchObject({ status: { kind: 'running' }, failed: 0 });
    expect(spawned).toHaveLength(1);
  });
});
