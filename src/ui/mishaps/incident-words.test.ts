import { expect, it } from 'vitest';
import type { Incident } from '../../domain/recovery';
import type { Snapshot } from '../../domain/snapshot';
import { causeWord, incidentName, recoveryWords, wantedTenants, whoWords } from './incident-words';

const incident = (change: Partial<Incident> = {}): Incident => ({
  id: 1,
  at: 10_000,
  cause: 'mishap',
  mishap: 'kill-worker',
  code: 'executor-crashed',
  executorId: 'executor-1',
  tenantIds: ['a', 'b'],
  message: 'The worker ended.',
  recoveredAt: null,
  ...change,
});
const recovery = (change: Partial<Incident>, now = 13_100) =>
  recoveryWords(incident(change), now, new Set(['b'])).replace('\u202f', ' ');

it('a mishap is called by what was done, a failure by its code', () => {
  expect(incidentName(incident())).toBe('worker killed');
  expect(incidentName(incident({ cause: 'failure', mishap: null, code: 'device-lost' }))).toBe('device lost');
  expect(incidentName(incident({ cause: 'failure', mishap: null, code: null }))).toBe('failure');
  expect(incidentName(incident({ cause: 'sleep', mishap: null, code: null }))).toBe('slept');
});

it('what was done on purpose is always called injected', () => {
  expect(causeWord(incident())).toBe('injected');
  expect(causeWord(incident({ cause: 'failure' }))).toBe('failure');
});

it('recovery is told in seconds, or how long it has lasted', () => {
  expect(recovery({ recoveredAt: 11_240 })).toBe('recovered in 1.24 s');
  expect(recovery({ recoveredAt: 72_000 })).toBe('recovered in 62.0 s');
  expect(recovery({})).toBe('not yet: 3.10 s');
});

it('a clock that is a little behind does not tell of a negative time', () => {
  expect(recovery({}, 9_999)).toBe('not yet: 0.00 s');
});

it('what hit nobody has nothing to recover from', () => {
  expect(recovery({ tenantIds: [] })).toBe('–');
});

it('what hit tenants that were removed, paused or stopped since is waited for no more', () => {
  expect(recovery({ tenantIds: ['a', 'gone'] })).toBe('nobody waits for it');
  const tenants = [
    { config: { id: 'a', paused: false } },
    { config: { id: 'b', paused: true } },
  ] as unknown as Snapshot['tenants']; // the fields that are read
  expect([...wantedTenants({ run: { kind: 'running', startedAt: 0 }, tenants })]).toEqual(['a']);
  expect([...wantedTenants({ run: { kind: 'idle' }, tenants })]).toEqual([]);
});

it('who was hit is told by executor and by name', () => {
  expect(whoWords(incident(), new Map([['a', 'FaceMesh']]))).toBe('executor-1 · FaceMesh, b');
  expect(whoWords(incident({ executorId: null, tenantIds: [] }), new Map())).toBe('');
});
