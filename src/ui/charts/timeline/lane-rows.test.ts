import { describe, expect, it } from 'vitest';
import { LaneRows } from './lane-rows';
import type { SeenRuns } from './seen-runs';

const HOUR_MS = 3_600_000;

/** Row `n` from 10 n to 10 n + 8 ms; `stretch` lets one last longer. */
function filled(count: number, stretch: (row: number) => number = () => 0): LaneRows {
  const rows = new LaneRows();
  for (let row = 0; row < count; row += 1) rows.push(row, 10 * row, 10 * row + 8 + stretch(row));
  return rows;
}

const rowsOf = (rows: LaneRows, { runs, starts, ends }: SeenRuns): number[] =>
  Array.from({ length: runs }, (_, run) => run).flatMap((run) =>
    Array.from({ length: (ends[run] ?? 0) - (starts[run] ?? 0) }, (_, at) =>
      rows.row((starts[run] ?? 0) + at),
    ),
  );

describe('rows of a lane', () => {
  it('between two instants are all found, whatever was dropped before and however often room was made', () => {
    const rows = new LaneRows();
    for (let row = 0; row < 20_000; row += 1) {
      rows.push(row, 10 * row, 10 * row + 8);
      if (row % 3 === 0 && row < 9000) rows.dropBefore(row - 700);
    }
    for (const from of [83_000, 120_005, 199_000]) {
      const found = rowsOf(rows, rows.seen(from, from + 500));
      const first = Math.ceil((from - 8) / 10);
      for (let row = first; row <= Math.min(19_999, (from + 500) / 10 - 1); row += 1)
        expect(found, `row ${row} from ${from}`).toContain(row);
    }
  });

  it('are few, also when an early one reaches beyond all others', () => {
    const rows = filled(100_000, (row) => (row === 10 ? HOUR_MS : 0));
    const seen = rows.seen(500_000, 501_000);
    expect(rowsOf(rows, seen)).toContain(10);
    expect(seen.rows).toBeLessThan(100 + 4 * 64);
    expect(rows.count).toBe(100_000);
  });

  it('before the first and after the last are none', () => {
    const rows = filled(1000);
    expect(rows.seen(-1000, -500).rows).toBe(0);
    expect(rows.seen(20_000, 30_000).rows).toBe(0);
  });
});
