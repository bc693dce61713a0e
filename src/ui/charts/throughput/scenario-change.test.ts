import { expect, it } from 'vitest';
import type { Scenario, TenantConfig } from '../../../domain/scenario';
import { scenario } from '../../../testing/builders';
import { scenarioChange } from './scenario-change';

const before = scenario([
  ['face', 'executor-1'],
  ['pose', 'executor-1'],
]);
const changed = (change: (one: Scenario) => Partial<Scenario>): Scenario => ({
  ...before,
  ...change(before),
});
const tenant = (id: string, change: Partial<TenantConfig>): Scenario =>
  changed(({ tenants }) => ({
    tenants: tenants.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }));
const words = (after: Scenario) => scenarioChange(before, after, (one) => one.id.toUpperCase());

it('a tenant that moved is named with its new executor', () => {
  expect(words(tenant('pose', { executorId: 'executor-2' }))).toBe('POSE → executor-2');
});

it('a paused tenant and a new workload are named', () => {
  expect(words(tenant('face', { paused: true }))).toBe('FACE paused');
  expect(words(tenant('face', { workload: { kind: 'closed', inFlight: 3 } }))).toBe(
    'FACE: closed loop, n = 3',
  );
});

it('tenants that came and went are named', () => {
  expect(words(changed(({ tenants }) => ({ tenants: tenants.slice(1) })))).toBe('− FACE');
  expect(
    scenarioChange(
      changed(({ tenants }) => ({ tenants: tenants.slice(1) })),
      before,
      (one) => one.id,
    ),
  ).toBe('+ face');
});

it('a new backend is named', () => {
  const after = changed(({ executors }) => ({
    executors: executors.map((one) => ({ ...one, backend: 'webgpu' as const })),
  }));
  expect(words(after)).toBe('executor-1 → webgpu');
});

it('several changes are the first and a count', () => {
  const after = changed(({ tenants }) => ({ tenants: tenants.map((one) => ({ ...one, paused: true })) }));
  expect(words(after)).toBe('FACE paused, 1 more');
});

it('another scenario is told by its name and the same one is no change', () => {
  expect(words({ ...before, name: 'ar-glasses' })).toBe('ar-glasses');
  expect(words({ ...before })).toBeNull();
});
