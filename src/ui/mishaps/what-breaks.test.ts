import { expect, it } from 'vitest';
import type { Backend } from '../../domain/backend';
import { PLAIN_CHOICE } from '../../domain/scenario';
import type { ExecutorStatus } from '../../domain/snapshot';
import { whyNotDisturb, whyNotKill, whyNotLose } from './what-breaks';

const executor = (status: ExecutorStatus, backend: Backend | null = 'wasm') => ({
  config: { id: 'x', backend: 'auto', threads: 1, ...PLAIN_CHOICE } as const,
  status,
  backend,
});

it('only an executor that stands can be killed, and the rest say why', () => {
  expect(whyNotKill(executor({ kind: 'ready' }))).toBeNull();
  expect(whyNotKill(executor({ kind: 'idle' }))).toContain('press Run first');
  expect(whyNotKill(executor({ kind: 'starting' }))).toContain('wait');
  const error = { code: 'executor-crashed', message: 'gone' } as const;
  expect(whyNotKill(executor({ kind: 'failed', error }))).toContain('failed already');
});

it('only a GPU backend has a device to lose', () => {
  expect(whyNotLose(executor({ kind: 'ready' }, 'webgpu'))).toBeNull();
  expect(whyNotLose(executor({ kind: 'ready' }, 'webgl'))).toBeNull();
  expect(whyNotLose(executor({ kind: 'ready' }, 'wasm'))).toContain('x runs on wasm');
  expect(whyNotLose(executor({ kind: 'idle' }, null))).toContain('press Run first');
});

it('only a tenant that runs can be disturbed', () => {
  expect(whyNotDisturb({ status: { kind: 'running' } }, 'FaceMesh', true)).toBeNull();
  expect(whyNotDisturb({ status: { kind: 'paused' } }, 'FaceMesh', true)).toContain('FaceMesh');
  expect(whyNotDisturb({ status: { kind: 'running' } }, 'FaceMesh', false)).toContain('press Run');
});
