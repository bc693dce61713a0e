import { describe, expect, it } from 'vitest';
import { PLAIN_CHOICE } from '../../../domain/scenario';
import type { ExecutorSnapshot, Snapshot, TenantSnapshot, TenantStatus } from '../../../domain/snapshot';
import { plainMachine, scenario } from '../../../testing/builders';
import { dropEffect, NEW_EXECUTOR, nextTarget, targetsOf } from './drop-effect';

const given = scenario([
  ['a', 'x'],
  ['b', 'y'],
  ['c', 'y'],
]);

/** The parts of a snapshot that matter here. */
function snapshot(
  executor: Partial<ExecutorSnapshot> = {},
  statusOf: (id: string) => TenantStatus = () => ({ kind: 'running' }),
): Snapshot {
  const tenants = given.tenants.map((config) => ({ config, status: statusOf(config.id) }));
  const executors = given.executors.map((config) => ({
    config,
    status: { kind: 'ready' },
    backend: 'wasm',
    threads: 1,
    ...(config.id === 'y' ? executor : {}),
  }));
  // The rest of a snapshot is figures, which no effect reads.
  return { scenario: given, machine: plainMachine, tenants, executors } as unknown as Snapshot;
}

const nameOf = (tenant: TenantSnapshot) => tenant.config.id.toUpperCase();
const effect = (of: Snapshot, tenant: string, target: string) => dropEffect(of, nameOf, tenant, target);

describe('where a tenant is dropped', () => {
  it('another column: it shares that executor, and the words say with whom', () => {
    expect(effect(snapshot(), 'a', 'y')).toEqual({ kind: 'share', text: 'Share WASM ×1 with B, C', to: 'y' });
  });

  it('its own column: nothing changes', () => {
    expect(effect(snapshot(), 'a', 'x')?.kind).toBe('stay');
  });

  it('empty space: an executor of its own, on the same backend', () => {
    expect(effect(snapshot(), 'b', NEW_EXECUTOR)).toEqual({
      kind: 'own',
      text: 'New executor',
      to: { id: 'executor-1', backend: 'wasm', threads: 1, ...PLAIN_CHOICE },
    });
  });

  it('empty space, but it is alone already: nothing changes', () => {
    expect(effect(snapshot(), 'a', NEW_EXECUTOR)?.kind).toBe('stay');
  });

  it('a failed executor says why it cannot take it', () => {
    const error = { code: 'device-lost', message: 'The GPU device is gone.' } as const;
    const failed = snapshot({ status: { kind: 'failed', error } });
    expect(effect(failed, 'a', 'y')).toEqual({ kind: 'refused', text: 'Failed: The GPU device is gone.' });
  });

  it('an executor whose backend was found unsuited for the model says so', () => {
    const error = { code: 'backend-unsuited', message: 'WASM has no such kernel.' } as const;
    const unsuited = snapshot({}, (id) =>
      id === 'b' ? { kind: 'failed', error, restart: null } : { kind: 'running' },
    );
    expect(effect(unsuited, 'a', 'y')).toEqual({ kind: 'refused', text: 'WASM has no such kernel.' });
  });

  it('a backend that this machine does not have is refused with the reason', () => {
    const config = { id: 'y', backend: 'webgpu', threads: 1, ...PLAIN_CHOICE } as const;
    expect(effect(snapshot({ config, backend: null }), 'a', 'y')?.text).toMatch(/^No WEBGPU here: /);
  });

  it('neither a tenant nor a column that is gone has an effect', () => {
    expect(effect(snapshot(), 'gone', 'y')).toBeNull();
    expect(effect(snapshot(), 'a', 'gone')).toBeNull();
  });
});

it('arrow keys go through the columns and then to the empty space, and stay at the ends', () => {
  const targets = targetsOf(['x', 'y']);
  expect(nextTarget(targets, 'x', 1)).toBe('y');
  expect(nextTarget(targets, 'y', 1)).toBe(NEW_EXECUTOR);
  expect(nextTarget(targets, NEW_EXECUTOR, 1)).toBe(NEW_EXECUTOR);
  expect(nextTarget(targets, 'x', -1)).toBe('x');
});
