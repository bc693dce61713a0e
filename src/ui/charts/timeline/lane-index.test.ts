import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packRecords } from '../../../protocol/record-batch';
import { completedRequest } from '../../../testing/builders';
import { PackedPast } from '../../past-rows';
import { LaneIndex } from './lane-index';
import { LaneRows } from './lane-rows';

/** Rows in the order in which they end, each with a beginning before that and at times a deadline after it. */
const life = fc.record({
  step: fc.integer({ min: 0, max: 20 }),
  length: fc.integer({ min: 0, max: 300 }),
  beyond: fc.integer({ min: 0, max: 60 }),
});
const lives = fc.array(life, { maxLength: 200, size: 'max' }).map((steps) => {
  let end = 0;
  return steps.map(({ step, length, beyond }) => {
    end += step;
    return { from: end - length, to: end + beyond };
  });
});

it('a search by time leaves out nothing that is seen, and what it finds shrinks to what is near', () => {
  fc.assert(
    fc.property(
      lives,
      fc.integer({ min: -100, max: 2000 }),
      fc.integer({ min: 1, max: 500 }),
      (all, at, span) => {
        const rows = new LaneRows();
        all.forEach(({ from, to }, row) => {
          rows.push(row, from, to);
        });
        const first = rows.firstReaching(at);
        const end = rows.endBefore(at + span);
        all.forEach(({ from, to }, row) => {
          if (to >= at && from < at + span) expect(row >= first && row < end).toBe(true);
        });
        const longest = Math.max(0, ...all.map(({ from, to }) => to - from));
        for (let index = first; index < end; index += 1) {
          const one = all[rows.row(index)];
          if (one === undefined) throw new Error('the index holds rows that were pushed');
          expect(one.to).toBeGreaterThanOrEqual(at - longest);
          expect(one.from).toBeLessThan(at + span + longest);
        }
      },
    ),
    { seed: 15 },
  );
});

it('old rows are dropped and new ones find room, over and over', () => {
  const rows = new LaneRows();
  for (let row = 0; row < 5000; row += 1) {
    rows.push(row, row, row + 1);
    rows.dropBefore(row - 1500);
  }
  expect([rows.count, rows.row(0), rows.row(rows.count - 1)]).toEqual([1501, 3499, 4999]);
  expect(rows.row(rows.firstReaching(4000))).toBe(3999);
});

it('an index that catches up in steps is the one of the whole', () => {
  const record = fc.record({
    executorId: fc.constantFrom('x', 'y'),
    tenantId: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 400 }),
    compute: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.array(record, { maxLength: 20, size: 'max' }), { maxLength: 12, size: 'max' }),
      (batches) => {
        const past = new PackedPast(40, 8);
        const stepwise = new LaneIndex();
        let requestId = 0;
        for (const batch of batches) {
          const records = batch
            .map(({ at, compute, ...one }) => {
              requestId += 1;
              return completedRequest({ ...one, requestId, at, partsMs: [0, 0, 0, compute, 0, 0] });
            })
            .sort((a, b) => a.endedAt - b.endedAt);
          past.write(packRecords(records));
          stepwise.catchUp(past);
        }
        const atOnce = new LaneIndex();
        atOnce.catchUp(past);
        for (let executor = 0; executor < past.executorIds.length; executor += 1) {
          const seen = (index: LaneIndex) => {
            const rows = index.rowsOf(executor);
            return Array.from({ length: rows?.count ?? 0 }, (_, at) => rows?.row(at));
          };
          expect(seen(stepwise)).toEqual(seen(atOnce));
        }
        for (let row = past.oldest; row < past.end; row += 1) {
          const id = past.rowAt(row)?.requestId ?? -1;
          expect(stepwise.rowOfRequest(id)).toBe(row);
        }
      },
    ),
    { seed: 15 },
  );
});

it('after the past was cleared nothing of before is in it', () => {
  const past = new PackedPast(8, 8);
  const index = new LaneIndex();
  past.write(packRecords([completedRequest({ requestId: 1, executorId: 'x' })]));
  index.catchUp(past);
  past.clear();
  past.write(packRecords([completedRequest({ requestId: 2, executorId: 'y' })]));
  index.catchUp(past);
  expect(index.rowOfRequest(1)).toBe(-1);
  expect([index.rowsOf(0)?.count, index.rowsOf(0)?.row(0)]).toEqual([1, 1]);
});
