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

it('policy, grain and bound of an executor are told together, as they are seen together', () => {
  const executor = (change: Partial<Scenario['executors'][number]>) =>
    changed(({ executors }) => ({ executors: executors.map((one) => ({ ...one, ...change })) }));
  const said = (change: Partial<Scenario['executors'][number]>) =>
    words(executor(change))?.replaceAll('\u202f', ' ');
  expect(said({ policy: 'edf', grain: 'segment' })).toBe('executor-1: FIFO → EDF, segments 2 ms');
  expect(said({ policy: 'round-robin' })).toBe('executor-1: FIFO → Round robin');
  expect(said({ grain: 'segment', segmentMs: 'layer' })).toBe('executor-1: layers');
  expect(said({ inFlight: 3 })).toBe('executor-1: in flight 3');
  expect(said({ submitsInFlight: 2, gpuTiming: true })).toBe(
    'executor-1: submits in flight 2, timing of the GPU on',
  );
  expect(said({ memoryBudgetMB: 512 })).toBe('executor-1: memory budget 512 MB');
});

it('gates, an own policy and what a tenant is worth are named', () => {
  expect(words(changed(() => ({ gates: { gpu: 'free-for-all', cpu: 'token' } })))).toBe(
    'CPU cores: free for all → token',
  );
  expect(words(changed(() => ({ userPolicy: 'ready => ready[0]' })))).toBe('own policy edited');
  expect(words(tenant('pose', { priority: 9 }))).toBe('POSE: priority 9');
  expect(words(tenant('pose', { weight: 3 }))).toBe('POSE: weight 3');
  expect(words(tenant('pose', { overload: 'drop-late' }))).toBe('POSE: drop late');
  expect(words(tenant('pose', { mode: 'segmented' }))).toBe('POSE: mode recorded, in segments');
  expect(words(tenant('pose', { mode: 'auto' }))).toBeNull();
});

it('several changes are the first and a count', () => {
  const after = changed(({ tenants }) => ({ tenants: tenants.map((one) => ({ ...one, paused: true })) }));
  expect(words(after)).toBe('FACE paused, 1 more');
});

it('another scenario is told by its name and the same one is no change', () => {
  expect(words({ ...before, name: 'ar-glasses' })).toBe('ar-glasses');
  expect(words({ ...before })).toBeNull();
});
