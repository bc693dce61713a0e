import { expect, it } from 'vitest';
import type { RecordRow } from '../../../protocol/record-batch';
import { acrossLanes, alongLane } from './request-steps';

const row = (requestId: number, executorId: string, startedAt: number) =>
  ({ requestId, executorId, startedAt, arrivedAt: startedAt - 1 }) as RecordRow; // steps read these fields only

const rows = [row(1, 'x', 10), row(2, 'y', 12), row(3, 'x', 20), row(4, 'z', 24), row(5, 'x', 30)];
const at = (id: number) => rows.find((one) => one.requestId === id) ?? null;

it('without a choice the newest request comes first', () => {
  expect(alongLane(rows, null, -1)?.requestId).toBe(5);
  expect(acrossLanes(rows, null, 1, ['x', 'y', 'z'])?.requestId).toBe(5);
});

it('a step along a lane passes over other executors and stops at its ends', () => {
  expect(alongLane(rows, at(3), -1)?.requestId).toBe(1);
  expect(alongLane(rows, at(3), 1)?.requestId).toBe(5);
  expect(alongLane(rows, at(5), 1)?.requestId).toBe(5);
});

it('a step across goes to the nearest in time on the next executor that has any', () => {
  expect(acrossLanes(rows, at(3), 1, ['x', 'empty', 'z'])?.requestId).toBe(4);
  expect(acrossLanes(rows, at(4), -1, ['x', 'y', 'z'])?.requestId).toBe(2);
  expect(acrossLanes(rows, at(1), -1, ['x', 'y', 'z'])?.requestId).toBe(1);
});
