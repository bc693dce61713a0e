import { expect, it } from 'vitest';
import type { Incident } from '../../../domain/recovery';
import type { Snapshot } from '../../../domain/snapshot';
import type { RecordRow } from '../../../protocol/record-batch';
import { incidentsOnLanes, inOrder, isIncident, sameItem } from './timeline-item';

const incident = (id: number, at: number, change: Partial<Incident> = {}): Incident => ({
  id,
  at,
  cause: 'failure',
  mishap: null,
  code: 'executor-crashed',
  executorId: 'x',
  tenantIds: [],
  message: '',
  recoveredAt: null,
  ...change,
});
/** The fields that lanes are told by. */
const snapshot = (incidents: readonly Incident[]) =>
  ({
    incidents,
    executors: ['x', 'y', 'z'].map((id) => ({ config: { id } })),
    tenants: [{ config: { id: 'a', executorId: 'x' } }, { config: { id: 'b', executorId: 'z' } }],
  }) as unknown as Snapshot;
const lanesOf = (change: Partial<Incident>) =>
  incidentsOnLanes(snapshot([incident(1, 0, change)])).map((one) => one.executorId);

it('an incident stands on the lane of the executor that it hit', () => {
  expect(lanesOf({ executorId: 'y', tenantIds: ['b'] })).toEqual(['y']);
});

it('one without an executor stands where the tenants live that were hit, and a sleep on every lane', () => {
  expect(lanesOf({ executorId: null, tenantIds: ['a', 'b'] })).toEqual(['x', 'z']);
  expect(lanesOf({ executorId: null, cause: 'sleep' })).toEqual(['x', 'y', 'z']);
});

it('one of an executor that is gone has no lane', () => {
  expect(lanesOf({ executorId: 'gone' })).toEqual([]);
});

const row = (requestId: number, endedAt: number) => ({ requestId, endedAt }) as RecordRow; // what the order reads

it('incidents stand among the requests in the order of time', () => {
  const on = [incident(1, 5), incident(2, 20), incident(3, 40)].map((one) => ({
    incident: one,
    executorId: 'x',
  }));
  const items = inOrder([row(1, 10), row(2, 20), row(3, 30)], on);
  expect(items.map((one) => (isIncident(one) ? `i${one.incident.id}` : `r${one.requestId}`))).toEqual([
    'i1',
    'r1',
    'i2',
    'r2',
    'r3',
    'i3',
  ]);
});

it('an incident that has recovered since is still the same', () => {
  const before = { incident: incident(1, 5), executorId: 'x' };
  expect(sameItem(before, { incident: incident(1, 5, { recoveredAt: 9 }), executorId: 'x' })).toBe(true);
  expect(sameItem(before, { ...before, executorId: 'y' })).toBe(false);
  expect(sameItem(before, row(1, 5))).toBe(false);
});
