import { expect, it } from 'vitest';
import type { Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { backendAt, backendLabel, objectionTo } from './model-place';

const machine = {
  automaticBackend: 'wasm',
  backends: [
    { backend: 'webgpu', available: false, software: false },
    { backend: 'webgl', available: true, software: true },
    { backend: 'wasm', available: true, software: false },
  ],
} as unknown as NonNullable<Snapshot['machine']>; // the fields that are read
const refusal = { code: 'backend-unsuited', message: 'm needs a kernel that cpu lacks.' } as const;
const refused = {
  config: { id: 't', modelId: 'm', executorId: 'x' },
  status: { kind: 'failed', error: refusal },
} as unknown as TenantSnapshot; // the fields that are read
const snapshot = {
  machine,
  tenants: [refused],
  executors: [{ config: { id: 'x', backend: 'auto' }, backend: 'cpu' }],
} as unknown as Snapshot; // the fields that are read

it('a model meets the backend that took effect on an executor, or the one that it asks for', () => {
  expect(backendAt({ executorId: 'x', backend: 'webgl' }, snapshot)).toBe('cpu');
  expect(backendAt({ executorId: null, backend: 'webgl' }, snapshot)).toBe('webgl');
  expect(backendAt({ executorId: null, backend: 'auto' }, snapshot)).toBe('wasm');
});

it('a backend that refused a model before is an objection to it there, and nowhere else', () => {
  expect(objectionTo('m', { executorId: 'x', backend: 'auto' }, snapshot)).toBe(refusal.message);
  expect(objectionTo('m', { executorId: null, backend: 'cpu' }, snapshot)).toBe(refusal.message);
  expect(objectionTo('m', { executorId: null, backend: 'auto' }, snapshot)).toBeNull();
  expect(objectionTo('other', { executorId: 'x', backend: 'auto' }, snapshot)).toBeNull();
});

it('a backend is called what it is here', () => {
  expect(backendLabel('auto', machine)).toBe('auto → wasm');
  expect(backendLabel('webgpu', machine)).toBe('webgpu (not here)');
  expect(backendLabel('webgl', machine)).toBe('webgl (software)');
  expect(backendLabel('wasm', machine)).toBe('wasm');
});
