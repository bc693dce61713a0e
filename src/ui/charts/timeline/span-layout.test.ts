import { expect, it } from 'vitest';
import { packRecords, type RecordRow, unpackRecords } from '../../../protocol/record-batch';
import { completedRequest } from '../../../testing/builders';
import { rowAt } from './hit-test';
import { laneGeometry, laneTop } from './lane-geometry';
import { GONE, MARK, SpanLayout } from './span-layout';

const rows = (...given: Parameters<typeof completedRequest>[0][]): RecordRow[] =>
  unpackRecords(packRecords(given.map((one) => completedRequest(one))));
const bounds = {
  fromAt: 1000,
  toAt: 2000,
  width: 500,
  laneOf: new Map([['wasm-1', 0]]),
  tenantOf: new Map([['a', 0]]),
};
const at = (value: number) => value as RecordRow['arrivedAt'] & never; // instants are branded numbers

function laidOut(given: RecordRow[], change: Partial<typeof bounds> = {}): SpanLayout {
  const layout = new SpanLayout();
  layout.fill({ rows: given, ...bounds, ...change });
  return layout;
}

it('a request in service stands where its stamps are, computation apart', () => {
  const layout = laidOut(rows({ at: 1100, partsMs: [50, 0, 10, 80, 6, 4] }));
  expect(layout.count).toBe(1);
  expect([layout.start[0], layout.computeStart[0], layout.computeEnd[0], layout.end[0]]).toEqual([
    75, 80, 120, 125,
  ]);
});

it('a request outside the picture and one of an unknown executor are left out', () => {
  expect(laidOut(rows({ at: 100 }, { at: 3000 })).count).toBe(0);
  expect(laidOut(rows({ at: 1100, executorId: 'gone' })).count).toBe(0);
});

it('a request that straddles the edge is laid out', () => {
  expect(laidOut(rows({ at: 990, partsMs: [0, 0, 0, 40, 0, 0] })).start[0]).toBe(-5);
});

it('a tenant that is gone keeps its bars without a colour of its own', () => {
  expect(laidOut(rows({ at: 1100, tenantId: 'old' })).tenant[0]).toBe(GONE);
});

it('narrow bars of one tenant that touch are one bar', () => {
  const many = rows(
    ...Array.from({ length: 100 }, (_, index) => ({ at: 1100 + index, partsMs: [0, 0, 0, 1, 0, 0] })),
  );
  const layout = laidOut(many);
  expect(layout.count).toBe(1);
  expect(layout.end[0]).toBe(100);
  expect(layout.row[0]).toBe(99);
});

it('a late request is overdue from its deadline or from its start, whichever is later', () => {
  const late = { outcome: 'late', partsMs: [50, 0, 0, 100, 0, 0] } as const;
  const layout = laidOut(
    rows({ at: 1100, deadlineAt: at(1200), ...late }, { at: 1300, deadlineAt: at(1310), ...late }),
  );
  expect([...layout.overdue.slice(0, 2)]).toEqual([100, 175]);
});

it('deadlines, drops and failures are marks at their instants', () => {
  const layout = laidOut(
    rows(
      { at: 1100, deadlineAt: at(1200) },
      { at: 1300, outcome: 'dropped', stamps: null, issuedAt: null },
      { at: 1300, outcome: 'failed', stamps: null, endedAt: at(1500) },
    ),
  );
  expect([...layout.markKind.slice(0, layout.markCount)]).toEqual([MARK.met, MARK.dropped, MARK.failed]);
  expect([...layout.markX.slice(0, layout.markCount)]).toEqual([100, 150, 250]);
});

it('the request under the pointer is found, a drop before a bar', () => {
  const layout = laidOut(
    rows(
      { at: 1100, partsMs: [0, 0, 0, 100, 0, 0] },
      { at: 1150, outcome: 'dropped', stamps: null, issuedAt: null },
    ),
  );
  const geometry = laneGeometry(1, 100);
  const y = laneTop(geometry, 0) + 5;
  expect(rowAt(layout, geometry, 1, 55, y)).toBe(0);
  expect(rowAt(layout, geometry, 1, 78, y)).toBe(1);
  expect(rowAt(layout, geometry, 1, 102, y)).toBe(0);
  expect(rowAt(layout, geometry, 1, 110, y)).toBeNull();
  expect(rowAt(layout, geometry, 1, 55, 2)).toBeNull();
});

it('the request in service stands from its start on, unless its bar is there by now', () => {
  const open = (since: number, given: RecordRow[] = []) => {
    const layout = laidOut(given);
    layout.fillOpen([{ executorId: 'wasm-1', tenantId: 'a', since }], bounds);
    return layout.openStart[0];
  };
  expect(open(1800)).toBe(400);
  expect(open(500)).toBe(0);
  expect(open(2100)).toBeNaN();
  expect(open(1800, rows({ at: 1800, partsMs: [0, 0, 0, 100, 0, 0] }))).toBeNaN();
  expect(open(1900, rows({ at: 1800, partsMs: [0, 0, 0, 100, 0, 0] }))).toBe(450);
});
