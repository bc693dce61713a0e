import { expect, it } from 'vitest';
import type { RecordRow } from '../../../protocol/record-batch';
import { acrossLanes, alongLane } from './request-steps';
import { type IncidentOnLane, isIncident, type TimelineItem } from './timeline-item';

const row = (requestId: number, executorId: string, startedAt: number) =>
  ({ requestId, executorId, startedAt, arrivedAt: startedAt - 1 }) as RecordRow; // steps read these fields only

const rows = [row(1, 'x', 10), row(2, 'y', 12), row(3, 'x', 20), row(4, 'z', 24), row(5, 'x', 30)];
const crash = { incident: { id: 7, at: 25 }, executorId: 'x' } as IncidentOnLane; // as above
const idOf = (item: TimelineItem | undefined) =>
  item === undefined ? undefined : isIncident(item) ? `incident ${item.incident.id}` : item.requestId;
const at = (id: number) => rows.find((one) => one.requestId === id) ?? null;

it('without a choice the newest request comes first', () => {
  expect(idOf(alongLane(rows, null, -1))).toBe(5);
  expect(idOf(acrossLanes(rows, null, 1, ['x', 'y', 'z']))).toBe(5);
});

it('a step along a lane passes over other executors and stops at its ends', () => {
  expect(idOf(alongLane(rows, at(3), -1))).toBe(1);
  expect(idOf(alongLane(rows, at(3), 1))).toBe(5);
  expect(idOf(alongLane(rows, at(5), 1))).toBe(5);
});

it('a step across goes to the nearest in time on the next executor that has any', () => {
  expect(idOf(acrossLanes(rows, at(3), 1, ['x', 'empty', 'z']))).toBe(4);
  expect(idOf(acrossLanes(rows, at(4), -1, ['x', 'y', 'z']))).toBe(2);
  expect(idOf(acrossLanes(rows, at(1), -1, ['x', 'y', 'z']))).toBe(1);
});

it('an incident is a stop between the requests of its lane', () => {
  const items = [...rows.slice(0, 3), crash, ...rows.slice(3)];
  expect(idOf(alongLane(items, at(3), 1))).toBe('incident 7');
  expect(idOf(alongLane(items, { ...crash }, 1))).toBe(5);
  expect(idOf(acrossLanes(items, at(4), -1, ['x', 'z']))).toBe('incident 7');
});
