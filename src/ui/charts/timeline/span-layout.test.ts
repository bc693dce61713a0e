import { expect, it } from 'vitest';
import type { RequestRecord } from '../../../domain/request';
import { instant } from '../../../domain/units';
import { completedRequest } from '../../../testing/builders';
import { pastOf, pictureOf, segmentsOf } from '../../../testing/past';
import { PIECE } from './bar-pieces';
import { DensityColumns } from './density-columns';
import { rowAt } from './hit-test';
import { laneGeometry, laneTop } from './lane-geometry';
import { MARK } from './mark-layout';
import { GONE, type PictureBounds } from './picture-bounds';
import { QueueDepth } from './queue-depth';
import { SpanLayout } from './span-layout';

type Given = Parameters<typeof completedRequest>[0];

const picture = { fromAt: 1000, toAt: 2000, width: 500 };
const records = (given: readonly Given[]): RequestRecord[] =>
  given.map((one, index) => completedRequest({ requestId: index + 1, ...one }));

function depthOf(bounds: PictureBounds): QueueDepth {
  const depth = new QueueDepth();
  depth.begin(bounds, bounds.executorOf.length);
  return depth;
}

function laidOut(given: readonly Given[], width = picture.width) {
  const bounds = pictureOf(pastOf(records(given)), { ...picture, width });
  const layout = new SpanLayout();
  layout.fill(bounds, depthOf(bounds));
  const pieces = Array.from({ length: layout.pieces.count }, (_, at) => at).filter(
    (at) => layout.pieces.kind[at] !== PIECE.wait,
  );
  const of = (kind: number) =>
    pieces
      .filter((at) => layout.pieces.kind[at] === kind)
      .map((at) => [layout.pieces.start[at], layout.pieces.end[at]]);
  return { layout, bounds, pieces, of };
}
/** Preempted once: 20 ms of computing, 60 ms of gap, 20 ms of computing. */
const preempted = (at: number, change: Given = {}): Given => ({
  at,
  partsMs: [0, 0, 0, 100, 0, 0],
  segmentsAt: segmentsOf(at, 0, 20, 80, 100),
  stamps: { ...stampsOf(at, 100), preemptedMs: 60 },
  ...change,
});
const stampsOf = (at: number, ms: number) => ({
  startedAt: instant(at),
  preprocessedAt: instant(at),
  computedAt: instant(at + ms),
  readAt: instant(at + ms),
  completedAt: instant(at + ms),
  preemptedMs: 0,
});

it('a request in service stands where its stamps are, computation apart', () => {
  const { of } = laidOut([{ at: 1100, partsMs: [50, 0, 10, 80, 6, 4] }]);
  expect(of(PIECE.solid)).toEqual([[80, 120]]);
  expect(of(PIECE.pale)).toEqual([
    [75, 80],
    [120, 125],
  ]);
});

it('how long it waited stands under it while few requests are in the picture', () => {
  const one = { at: 1100, partsMs: [50, 0, 0, 10, 0, 0] };
  const { layout } = laidOut([one]);
  expect([layout.pieces.kind[0], layout.pieces.start[0], layout.pieces.end[0]]).toEqual([PIECE.wait, 50, 75]);
  const many = laidOut(Array.from({ length: 90 }, (_, index) => ({ ...one, at: 1000 + 10 * index })));
  expect([...many.layout.pieces.kind.slice(0, many.layout.pieces.count)]).not.toContain(PIECE.wait);
});

it('a request outside the picture and one of an unknown executor are left out', () => {
  expect(laidOut([{ at: 100 }, { at: 3000 }]).layout.pieces.count).toBe(0);
  expect(laidOut([{ at: 1100, executorId: 'gone' }]).layout.pieces.count).toBe(0);
});

it('a request that straddles the edge is laid out', () => {
  expect(laidOut([{ at: 990, partsMs: [0, 0, 0, 40, 0, 0] }]).of(PIECE.solid)).toEqual([[-5, 15]]);
});

it('a tenant that is gone keeps its bars without a colour of its own', () => {
  const { layout, pieces } = laidOut([{ at: 1100, tenantId: 'old' }]);
  expect(pieces.map((at) => layout.pieces.tenant[at])).toContain(GONE);
});

it('narrow bars of one tenant that touch are one bar', () => {
  const { pieces, of } = laidOut(
    Array.from({ length: 100 }, (_, index) => ({ at: 1100 + index, partsMs: [0, 0, 0, 1, 0, 0] })),
  );
  expect(pieces).toHaveLength(1);
  expect(of(PIECE.solid)).toEqual([[50, 100]]);
});

it('the segments of a preempted request are bars with a line between them', () => {
  const { of } = laidOut([preempted(1100)]);
  expect(of(PIECE.solid)).toEqual([
    [50, 60],
    [90, 100],
  ]);
  expect(of(PIECE.gap)).toEqual([[60, 90]]);
});

it('segments that follow each other at once are one bar with cuts', () => {
  const { of } = laidOut([preempted(1100, { segmentsAt: segmentsOf(1100, 0, 30, 30, 60, 60, 100) })]);
  expect(of(PIECE.solid)).toEqual([[50, 100]]);
  expect(of(PIECE.cut).map(([x]) => x)).toEqual([65, 80]);
});

it('requests in progress at the same time stand in lines of their own, and their tenants stay there', () => {
  const within = { tenantId: 'b', partsMs: [0, 0, 0, 20, 0, 0] };
  const { layout, pieces } = laidOut([
    { at: 1130, ...within },
    preempted(1100),
    preempted(1300, { tenantId: 'a' }),
    { at: 1450, ...within },
  ]);
  const solid = pieces.filter((at) => layout.pieces.kind[at] === PIECE.solid);
  expect(solid.map((at) => layout.pieces.line[at])).toEqual([0, 1, 1, 1, 1, 0]);
  expect(layout.lines[0]).toBe(2);
});

it('a late request is overdue from its deadline or from its start, whichever is later', () => {
  const late = { outcome: 'late', partsMs: [50, 0, 0, 100, 0, 0] } as const;
  const { of } = laidOut([
    { at: 1100, deadlineAt: instant(1200), ...late },
    { at: 1300, deadlineAt: instant(1310), ...late },
  ]);
  expect(of(PIECE.overdue)).toEqual([
    [100, 125],
    [175, 225],
  ]);
});

it('deadlines, drops and failures are marks at their instants, one of a kind a pixel', () => {
  const { layout } = laidOut([
    { at: 1100, deadlineAt: instant(1200) },
    { at: 1100, deadlineAt: instant(1201) },
    { at: 1300, outcome: 'dropped', stamps: null, issuedAt: null },
    { at: 1300, outcome: 'failed', stamps: null, endedAt: instant(1500) },
  ]);
  expect([...layout.marks.kind.slice(0, layout.marks.count)]).toEqual([MARK.met, MARK.dropped, MARK.failed]);
  expect([...layout.marks.x.slice(0, layout.marks.count)]).toEqual([100, 150, 250]);
});

it('a lane with more bars than can be told apart becomes shares of time, which are exact', () => {
  const busy = Array.from({ length: 250 }, (_, index) => ({
    at: 1000 + 4 * index,
    tenantId: index % 2 === 0 ? 'a' : 'b',
    partsMs: [0, 0, 0, 3, 0, 0],
  }));
  expect(laidOut(busy, 1000).layout.dense[0]).toBe(0);
  const { layout, bounds, pieces } = laidOut(busy, 100);
  expect(layout.dense[0]).toBe(1);
  expect(pieces).toEqual([]);
  const columns = new DensityColumns();
  columns.begin(bounds);
  for (let row = bounds.past.oldest; row < bounds.past.end; row += 1) columns.add(bounds.past, row, row % 2);
  // Ten milliseconds a pixel: three of a, one of nothing, three of b, and so on.
  const sum = (slot: number) =>
    Array.from({ length: 100 }, (_, x) => columns.share[x * columns.slots + slot] ?? 0).reduce(
      (a, b) => a + b,
    );
  expect(sum(0)).toBeCloseTo(37.5, 3);
  expect(sum(1)).toBeCloseTo(37.5, 3);
  expect([columns.share[0], columns.share[1]].map((one) => one?.toFixed(2))).toEqual(['0.50', '0.30']);
});

it('the time in which a request was preempted is not its own in the shares', () => {
  const bounds = pictureOf(pastOf(records([preempted(1100)])), { ...picture, width: 10 });
  const columns = new DensityColumns();
  columns.begin(bounds);
  columns.add(bounds.past, 0, 0);
  expect(columns.share[1 * columns.slots]).toBeCloseTo(0.4, 5);
  columns.begin({ ...bounds, width: 5 });
  columns.add(bounds.past, 0, 0);
  expect(columns.share[0]).toBeCloseTo(0.2, 5);
});

it('lost requests do not make a lane crowded: they are no bars', () => {
  const lost = { outcome: 'dropped', stamps: null, issuedAt: null } as const;
  const dropped = Array.from({ length: 90 }, (_, index) => ({
    at: 1000 + 10 * index,
    endedAt: instant(1000 + 10 * index),
    ...lost,
  }));
  const { layout } = laidOut([...dropped, { at: 1950, partsMs: [0, 0, 0, 40, 0, 0] }], 100);
  expect(layout.dense[0]).toBe(0);
});

it('a lane that turns crowded while it is laid out loses nothing of its shares', () => {
  // Each is three pieces: fewer requests than would be crowded at once.
  const parted = Array.from({ length: 40 }, (_, index) => ({
    at: 1000 + 25 * index,
    partsMs: [0, 0, 8, 8, 8, 0],
  }));
  const { layout } = laidOut(parted, 150);
  expect(layout.dense[0]).toBe(1);
  const shares = layout.columns[0]?.share ?? new Float32Array(0);
  expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(144, 2);
});

it('a request that a completion triggered gets an arrow from there, across lanes', () => {
  const cause = (parentId: number) => ({ parentId, rootArrivedAt: instant(1100), capturedAt: null });
  const given = [
    { requestId: 1, at: 1100, partsMs: [0, 0, 0, 50, 0, 0], cause: cause(1) },
    {
      requestId: 2,
      at: 1150,
      partsMs: [10, 0, 0, 40, 0, 0],
      executorId: 'x',
      tenantId: 'b',
      cause: cause(1),
    },
    { requestId: 3, at: 1900, executorId: 'x', tenantId: 'b', cause: cause(77) },
  ];
  const bounds = pictureOf(pastOf(records(given)), picture, ['wasm-1', 'x'], ['a', 'b']);
  const layout = new SpanLayout();
  layout.fill(bounds, depthOf(bounds));
  expect(layout.links.count).toBe(1);
  const { fromX, toX, fromLane, toLane, tenant } = layout.links;
  expect([fromX[0], toX[0], fromLane[0], toLane[0], tenant[0]]).toEqual([75, 80, 0, 1, 1]);
});

it('more arrows than can be followed are none, and it says so', () => {
  const given = Array.from({ length: 400 }, (_, index) => ({
    requestId: index + 1,
    at: 1001 + 2 * index,
    partsMs: [0, 0, 0, 1, 0, 0],
    cause: { parentId: Math.max(1, index), rootArrivedAt: instant(1000), capturedAt: null },
  }));
  const { layout } = laidOut(given);
  expect([layout.links.count, layout.links.crowded]).toEqual([0, true]);
});

it('the request under the pointer is found, a drop before a bar, a line by its height', () => {
  const { bounds } = laidOut([
    { at: 1100, partsMs: [0, 0, 0, 100, 0, 0] },
    { at: 1150, outcome: 'dropped', stamps: null, issuedAt: null },
  ]);
  const geometry = laneGeometry(1, 100);
  const y = laneTop(geometry, 0) + 5;
  const place = { bounds, geometry, lines: [1] };
  expect(rowAt(place, 55, y)).toBe(0);
  expect(rowAt(place, 78, y)).toBe(1);
  expect(rowAt(place, 102, y)).toBe(0);
  expect(rowAt(place, 110, y)).toBeNull();
  expect(rowAt(place, 55, 2)).toBeNull();
  const two = laidOut([{ at: 1130, tenantId: 'b', partsMs: [0, 0, 0, 20, 0, 0] }, preempted(1100)]);
  const lines = { bounds: two.bounds, geometry: laneGeometry(1, 100, 2), lines: [2] };
  expect(rowAt(lines, 70, laneTop(geometry, 0) + 3)).toBe(0);
  expect(rowAt(lines, 70, laneTop(geometry, 0) + lines.geometry.barHeight - 3)).toBe(1);
  expect(rowAt(lines, 52, laneTop(geometry, 0) + 3)).toBe(1);
});

it('the request in service stands from its start on, unless its bar is there by now', () => {
  const open = (since: number, given: readonly Given[] = [{ at: 500 }]) => {
    const { layout } = laidOut(given);
    layout.fillOpen([{ executorId: 'wasm-1', tenantId: 'a', since }]);
    return layout.openStart[0];
  };
  const served = { at: 1800, partsMs: [0, 0, 0, 100, 0, 0] };
  expect(open(1800)).toBe(400);
  expect(open(900)).toBe(0);
  expect(open(2100)).toBeNaN();
  expect(open(1800, [served])).toBeNaN();
  expect(open(1900, [served])).toBe(450);
  expect(open(1800, [{ ...served, tenantId: 'b' }])).toBe(400);
});
