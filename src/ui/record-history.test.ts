import { expect, it } from 'vitest';
import { packRecords, unpackRecords } from '../protocol/record-batch';
import { completedRequest } from '../testing/builders';
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
