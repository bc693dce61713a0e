import { expect, it } from 'vitest';
import type { Backend } from '../../../domain/backend';
import { MAX_EXECUTORS, PLAIN_CHOICE } from '../../../domain/scenario';
import type { Snapshot } from '../../../domain/snapshot';
import { plainMachine } from '../../../testing/builders';
import { otherBackends } from './other-backend';

type Kind = 'failed' | 'running';

interface Given {
  readonly tenants: readonly (readonly [id: string, executorId: string, kind: Kind])[];
  readonly asked?: Backend | 'auto';
  readonly backend?: Backend | null;
  readonly executors?: number;
}

/** Only the fields that the choice reads. */
function snapshot({ tenants, asked = 'auto', backend = 'wasm', executors = 1 }: Given): Snapshot {
  const backends = plainMachine.backends.map((one) =>
    one.backend === 'webgl' ? { ...one, available: true } : one,
  );
  return {
    machine: { ...plainMachine, backends },
    executors: Array.from({ length: executors }, (_, index) => ({
      config: { id: `x${index}`, backend: asked, threads: 1, ...PLAIN_CHOICE },
      backend,
    })),
    tenants: tenants.map(([id, executorId, kind]) => ({ config: { id, executorId }, status: { kind } })),
  } as unknown as Snapshot; // see above
}
const offered = (given: Given) =>
  otherBackends(snapshot(given), 'a').map(({ backend, way }) => [backend, way]);

it('a tenant alone on its executor gets the executor another backend', () => {
  expect(offered({ tenants: [['a', 'x0', 'failed']] })).toEqual([
    ['webgl', 'restart'],
    ['cpu', 'restart'],
  ]);
});

it('who shares an executor with others that run well moves to one of its own', () => {
  const tenants = [
    ['a', 'x0', 'failed'],
    ['b', 'x0', 'running'],
  ] as const;
  expect(offered({ tenants })).toEqual([
    ['webgl', 'move'],
    ['cpu', 'move'],
  ]);
  expect(otherBackends(snapshot({ tenants }), 'a')[0]?.words).toBe(
    'webgl, on an executor of its own: the others on x0 run on',
  );
});

it('an executor whose tenants all failed changes as a whole', () => {
  const tenants = [
    ['a', 'x0', 'failed'],
    ['b', 'x0', 'failed'],
    ['c', 'x1', 'running'],
  ] as const;
  expect(offered({ tenants, executors: 2 })[0]).toEqual(['webgl', 'restart']);
});

it('an executor that never got its backend is told by what was asked for', () => {
  const tenants = [['a', 'x0', 'failed']] as const;
  expect(offered({ tenants, asked: 'webgl', backend: null })).toEqual([
    ['wasm', 'restart'],
    ['cpu', 'restart'],
  ]);
  expect(offered({ tenants, asked: 'auto', backend: null })).toEqual([
    ['webgl', 'restart'],
    ['cpu', 'restart'],
  ]);
});

it('nothing is offered where another executor would be needed and there is no room', () => {
  const tenants = [
    ['a', 'x0', 'failed'],
    ['b', 'x0', 'running'],
  ] as const;
  expect(offered({ tenants, executors: MAX_EXECUTORS })).toEqual([]);
});

it('a tenant that is gone has no offers', () => {
  expect(offered({ tenants: [['b', 'x0', 'failed']] })).toEqual([]);
});
