import { expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../protocol/record-batch';
import { completedRequest, scenario } from '../testing/builders';
import { keptRow, RecordHistory } from './record-history';

const batch = (...at: number[]) =>
  packRecords(at.map((one) => completedRequest({ at: one, partsMs: [0, 0, 0, 0, 0, 0] })));
const ends = (history: RecordHistory, since: number) => history.rowsSince(since).map((row) => row.endedAt);

it('rows since an instant come oldest first', () => {
  const history = new RecordHistory();
  history.push(batch(1, 2));
  history.push(batch(3));
  expect(ends(history, 2)).toEqual([2, 3]);
  expect(history.newestAt).toBe(3);
});

it('the oldest rows beyond the capacity are forgotten', () => {
  const history = new RecordHistory(2);
  for (let at = 1; at <= 7; at += 1) history.push(batch(at));
  expect(ends(history, 0)).toEqual([6, 7]);
});

it('a listener hears of each batch until it unsubscribes', () => {
  const history = new RecordHistory();
  let heard = 0;
  const unsubscribe = history.subscribe(() => {
    heard += 1;
  });
  history.push(batch(1));
  unsubscribe();
  history.push(batch(2));
  expect(heard).toBe(1);
});

it('rows come out as they went in, whatever the batches called their tenants first', () => {
  const history = new RecordHistory();
  const given = [
    completedRequest({ at: 1, tenantId: 'a', executorId: 'x', requestId: 7 }),
    completedRequest({ at: 2, tenantId: 'b', executorId: 'y', outcome: 'failed', stamps: null }),
    completedRequest({ at: 3, tenantId: 'b', executorId: 'x', outcome: 'late' }),
  ];
  for (const one of [given.slice(0, 1), given.slice(1)]) history.push(packRecords(one));
  expect(history.rowsSince(0)).toEqual(unpackRecords(packRecords(given)));
});

it('a scan looks at the same rows, and a row that is kept stays what it is when the history moves on', () => {
  const history = new RecordHistory(3);
  history.push(batch(1, 2, 3));
  const scan = history.scanSince(2);
  expect(Array.from(scan, (row) => row.endedAt)).toEqual([2, 3]);
  const first = scan.at(0);
  const kept = first === undefined ? undefined : keptRow(first);
  history.push(batch(4, 5));
  expect(kept?.endedAt).toBe(2);
  expect(scan.at(0)).toBeUndefined();
  expect(scan.at(1)?.endedAt).toBe(3);
  expect(scan.at(2)).toBeUndefined();
});

it('after a clear nothing of before is found, and new rows are', () => {
  const history = new RecordHistory(4);
  history.push(batch(1, 2, 3));
  const before = history.scanSince(0);
  history.clear();
  expect(history.newestAt).toBeNull();
  expect(history.rowsSince(0)).toEqual([]);
  expect([...before]).toEqual([]);
  history.push(batch(9));
  expect(ends(history, 0)).toEqual([9]);
});

const preempted = (requestId: number, ...segmentsAt: number[]) =>
  completedRequest({ requestId, segmentsAt: segmentsAt.length === 0 ? null : Float64Array.from(segmentsAt) });

it('each row finds its own segments, whatever lies between them in a batch', () => {
  const history = new RecordHistory();
  history.push(packRecords([preempted(1, 1, 2, 3, 4), preempted(2), preempted(3, 5, 6, 7, 8, 9, 10)]));
  history.push(packRecords([preempted(4), preempted(5, 11, 12, 13, 14)]));
  expect(
    history.rowsWithSegmentsSince(0).map(({ requestId, segmentsAt }) => [requestId, segmentsAt]),
  ).toEqual([
    [1, [1, 2, 3, 4]],
    [2, null],
    [3, [5, 6, 7, 8, 9, 10]],
    [4, null],
    [5, [11, 12, 13, 14]],
  ]);
});

it('a row whose segments were pushed out is drawn as one bar and still says how many they were', () => {
  const history = new RecordHistory(8, 3);
  history.push(packRecords([preempted(1, 1, 2, 3, 4), preempted(2, 5, 6, 7, 8)]));
  const { past } = history;
  expect([past.piecesOf(0), past.piecesOf(1)]).toEqual([1, 2]);
  expect([past.pieceStart(1, 1), past.pieceEnd(1, 1)]).toEqual([7, 8]);
  expect(past.rowAt(0)).toMatchObject({ segments: 2, segmentsAt: null });
});

it('a batch that brings fewer segments than it promises spoils no other', () => {
  const history = new RecordHistory();
  const short = packRecords([preempted(1, 1, 2, 3, 4)]);
  history.push({ ...short, segmentsAt: new Float64Array(0) });
  history.push(packRecords([preempted(2, 5, 6, 7, 8)]));
  expect(history.rowsWithSegmentsSince(0).map((row) => row.segmentsAt)).toEqual([null, [5, 6, 7, 8]]);
});

it('a copy of the past stays as it was, names and segments too', () => {
  const history = new RecordHistory(2, 2);
  history.push(packRecords([preempted(1, 1, 2, 3, 4)]));
  const copy = history.copy();
  history.clear();
  history.push(packRecords([completedRequest({ requestId: 2, tenantId: 'z', executorId: 'y' })]));
  expect(copy.rowAt(0)).toMatchObject({
    requestId: 1,
    tenantId: 'a',
    executorId: 'wasm-1',
    segmentsAt: [1, 2, 3, 4],
  });
  expect([copy.find(1), copy.find(2), history.past.find(1)]).toEqual([0, -1, -1]);
});

it('a set-up that is told again unchanged is noted once, and a clear forgets them', () => {
  const history = new RecordHistory();
  const one = scenario([['a', 'x']]);
  history.noteScenario(1, one);
  history.noteScenario(2, structuredClone(one));
  history.noteScenario(3, { ...one, seed: 9 });
  expect(history.scenarios.map(({ at }) => at)).toEqual([1, 3]);
  history.clear();
  expect(history.scenarios).toEqual([]);
  for (let at = 0; at < 100; at += 1) history.noteScenario(at, { ...one, seed: at });
  expect([history.scenarios.length, history.scenarios[0]?.at]).toEqual([64, 36]);
});
