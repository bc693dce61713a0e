import { expect, it } from 'vitest';
import { completedRequest } from '../../../testing/builders';
import { pastOf } from '../../../testing/past';
import { acrossLanes, alongLane } from './request-steps';
import { type IncidentOnLane, isIncident, type TimelineItem } from './timeline-item';

const request = (requestId: number, executorId: string, startedAt: number) =>
  completedRequest({ requestId, executorId, at: startedAt, partsMs: [0, 0, 0, 1, 0, 0] });

const past = pastOf([
  request(1, 'x', 10),
  request(2, 'y', 12),
  request(3, 'x', 20),
  request(4, 'z', 24),
  request(5, 'x', 30),
]);
const calm = { past, incidents: [] };
const crash = { incident: { id: 7, at: 25 }, executorId: 'x' } as unknown as IncidentOnLane; // steps read these fields only
const crashed = { past, incidents: [crash] };
const idOf = (item: TimelineItem | undefined) =>
  item === undefined ? undefined : isIncident(item) ? `incident ${item.incident.id}` : item.requestId;
const at = (id: number) => past.rowAt(past.find(id)) ?? null;

it('without a choice the newest request comes first', () => {
  expect(idOf(alongLane(calm, null, -1))).toBe(5);
  expect(idOf(acrossLanes(calm, null, 1, ['x', 'y', 'z']))).toBe(5);
});

it('a step along a lane passes over other executors and stops at its ends', () => {
  expect(idOf(alongLane(calm, at(3), -1))).toBe(1);
  expect(idOf(alongLane(calm, at(3), 1))).toBe(5);
  expect(idOf(alongLane(calm, at(5), 1))).toBe(5);
  expect(idOf(alongLane(calm, at(1), -1))).toBe(1);
});

it('a step across goes to the nearest in time on the next executor that has any', () => {
  expect(idOf(acrossLanes(calm, at(3), 1, ['x', 'empty', 'z']))).toBe(4);
  expect(idOf(acrossLanes(calm, at(4), -1, ['x', 'y', 'z']))).toBe(2);
  expect(idOf(acrossLanes(calm, at(1), -1, ['x', 'y', 'z']))).toBe(1);
});

it('an incident is a stop between the requests of its lane, both ways', () => {
  expect(idOf(alongLane(crashed, at(3), 1))).toBe('incident 7');
  expect(idOf(alongLane(crashed, crash, 1))).toBe(5);
  expect(idOf(alongLane(crashed, at(5), -1))).toBe('incident 7');
  expect(idOf(alongLane(crashed, crash, -1))).toBe(3);
  expect(idOf(acrossLanes(crashed, at(4), -1, ['x', 'z']))).toBe('incident 7');
});

it('an incident after the last request is the newest', () => {
  const late = { ...crash, incident: { ...crash.incident, at: 99 } };
  expect(idOf(alongLane({ past, incidents: [late] }, null, 1))).toBe('incident 7');
  expect(idOf(alongLane({ past, incidents: [late] }, at(5), 1))).toBe('incident 7');
});
