import { expect, it } from 'vitest';
import { instant } from '../../../domain/units';
import { completedRequest } from '../../../testing/builders';
import { pastOf, segmentsOf } from '../../../testing/past';
import { familyOf } from './request-family';
import { afterWords, instantsOf, partsOf, segmentLines } from './request-instants';

const one = (given: Parameters<typeof completedRequest>[0]) => {
  const row = pastOf([completedRequest(given)]).rowAt(0);
  if (row === undefined) throw new Error('one record in, one row out');
  return row;
};
const plain = (text: string) => text.replaceAll('\u202f', ' ');

const { stamps, ...rest } = completedRequest({ at: 1000, partsMs: [4, 1, 2, 50, 2, 1] });
const preempted = one({
  ...rest,
  stamps: stamps === null ? null : { ...stamps, preemptedMs: 30 },
  segmentsAt: segmentsOf(1000, 7, 17, 17, 22, 52, 57),
});

it('a life is told by its instants in order, the deadline among them', () => {
  const row = one({ at: 1000, partsMs: [4, 1, 2, 50, 2, 1], deadlineAt: instant(1033) });
  expect(instantsOf(row).map(({ label, afterMs }) => [label, afterMs])).toEqual([
    ['issued', 4],
    ['started', 5],
    ['input ready', 7],
    ['deadline', 33],
    ['computed', 57],
    ['read', 59],
    ['complete', 60],
  ]);
});

it('one that was dropped has no instants and no parts', () => {
  const row = one({ at: 1000, outcome: 'dropped', stamps: null, issuedAt: null });
  expect([instantsOf(row), partsOf(row)]).toEqual([[], []]);
});

it('the parts of a life fill it from arrival to completion, gaps apart from segments', () => {
  const parts = partsOf(preempted);
  expect(parts.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs])).toEqual([
    ['queueing', 0, 4],
    ['transport', 4, 5],
    ['preprocess', 5, 7],
    ['segment', 7, 17],
    ['segment', 17, 22],
    ['gap', 22, 52],
    ['segment', 52, 57],
    ['readback', 57, 59],
    ['decode', 59, 60],
  ]);
});

it('each segment says when it began, how long it took and how long it was preempted after it', () => {
  expect(segmentLines(preempted).map(plain)).toEqual([
    '10.0 ms at +7.00 ms',
    '5.00 ms at +17.00 ms, then 30.0 ms preempted',
    '5.00 ms at +52.00 ms',
  ]);
});

it('a pipeline is followed to its first request and to those that were triggered', () => {
  const cause = (parentId: number) => ({ parentId, rootArrivedAt: instant(0), capturedAt: instant(-5) });
  const partsMs = [0, 0, 0, 10, 0, 0];
  const past = pastOf([
    completedRequest({ requestId: 1, at: 0, partsMs, cause: cause(1) }),
    completedRequest({ requestId: 2, at: 10, partsMs, cause: cause(1) }),
    completedRequest({ requestId: 3, at: 20, partsMs, cause: cause(2) }),
    completedRequest({ requestId: 4, at: 20, partsMs, cause: cause(2) }),
    completedRequest({ requestId: 5, at: 40, partsMs }),
  ]);
  expect(familyOf(past, 1)).toEqual({ ancestors: [0], children: [2, 3], endToEndMs: 20, freshnessMs: 25 });
  expect(familyOf(past, 3)).toEqual({ ancestors: [0, 1], children: [], endToEndMs: 30, freshnessMs: 35 });
  expect(familyOf(past, 0)).toMatchObject({ ancestors: [], children: [1] });
  expect(familyOf(past, 4)).toEqual({ ancestors: [], children: [], endToEndMs: null, freshnessMs: null });
});

it('when the first of a pipeline is forgotten, so is how long the whole took', () => {
  const cause = { parentId: 9, rootArrivedAt: instant(0), capturedAt: null };
  const past = pastOf([completedRequest({ requestId: 10, at: 10, cause })]);
  expect(familyOf(past, 0)).toMatchObject({ ancestors: [], endToEndMs: null, freshnessMs: null });
});

it('an instant keeps its hundredths, and one before the arrival its sign', () => {
  expect([1689.04, -12.5, 0].map((one) => plain(afterWords(one)))).toEqual([
    '+1689.04 ms',
    '−12.50 ms',
    '+0.00 ms',
  ]);
});
