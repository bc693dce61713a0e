import { describe, expect, it } from 'vitest';
import type { Machine } from '../domain/backend';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground } from '../testing/open-playground';
import { MAX_WEBGL_CONTEXTS } from './webgl-contexts';

const machine: Machine = {
  ...gpuMachine,
  backends: gpuMachine.backends.map((one) =>
    one.backend === 'webgl' ? { ...one, available: true, reason: null } : one,
  ),
  automaticBackend: 'webgl',
};
const pairs = Array.from({ length: MAX_WEBGL_CONTEXTS + 1 }, (_, i) => [`t${i}`, `x${i}`] as const);
const last = MAX_WEBGL_CONTEXTS;

describe('WebGL contexts', () => {
  it('are asked for up to the cap; whoever comes later gets another backend, and is told why', async () => {
    const { run, latest, workers } = await openPlayground(scenario(pairs, { backend: 'webgl' }), { machine });
    await run(300);
    const backends = latest().executors.map(({ backend }) => backend);
    expect(backends.filter((one) => one === 'webgl')).toHaveLength(MAX_WEBGL_CONTEXTS);
    const [other] = latest().executors.filter(({ backend }) => backend !== 'webgl');
    expect(other).toMatchObject({ backend: 'wasm', fellBack: true });
    expect(other?.backendReason).toContain(
      `${MAX_WEBGL_CONTEXTS} of ${MAX_WEBGL_CONTEXTS} WebGL contexts are in use`,
    );
    expect(other?.backendReason).toContain('put it on an executor that exists');
    expect([...workers.values()].every(({ terminated }) => !terminated)).toBe(true);
    expect(latest().tenants.every(({ status }) => status.kind === 'running')).toBe(true);
  });

  it('are given back by executors that go or lose theirs', async () => {
    const { run, playground, clock, latest, outcome } = await openPlayground(
      scenario(pairs, { backend: 'webgl' }),
      { machine },
    );
    await run(300);
    await outcome(playground.removeExecutor({ executorId: 'x0' }), 100);
    await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x1' }), 100);
    const freed = playground.updateExecutor({ executorId: `x${last}`, change: { backend: 'cpu' } });
    await outcome(freed, 200);
    await outcome(playground.updateExecutor({ executorId: `x${last}`, change: { backend: 'webgl' } }), 200);
    await advance(clock, 1500);
    expect(latest().executors.map(({ backend }) => backend)).toEqual(
      Array.from({ length: MAX_WEBGL_CONTEXTS }, () => 'webgl'),
    );
  });
});
