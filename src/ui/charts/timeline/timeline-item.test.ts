import { expect, it } from 'vitest';
import type { Incident } from '../../../domain/recovery';
import type { Snapshot } from '../../../domain/snapshot';
import { incidentsOnLanes } from './timeline-item';

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
