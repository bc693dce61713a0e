import { expect, it } from 'vitest';
import { packRecords } from '../protocol/record-batch';
import { completedRequest } from '../testing/builders';
import { RecordHistory } from './record-history';

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
