import { describe, expect, it } from 'vitest';
import { COLUMN, ROW_LENGTH, type RowTable } from '../../protocol/packed-row';
import { type Marks, MOST_A_BATCH, measureBatch } from './devtools-tracks';

const ORIGIN = 1_700_000_000_000;

function tableOf(count: number, change: Partial<Record<keyof typeof COLUMN, number>> = {}): RowTable {
  const rows = new Float64Array(count * ROW_LENGTH);
  for (let row = 0; row < count; row += 1) {
    const at = ORIGIN + 100 + 10 * row;
    const cells = { requestId: row, arrivedAt: at - 2, startedAt: at, completedAt: at + 8, ...change };
    for (const [column, value] of Object.entries(cells))
      rows[row * ROW_LENGTH + COLUMN[column as keyof typeof COLUMN]] = value; // its own keys
  }
  return { tenantIds: ['face'], executorIds: ['gpu'], rows, segmentsAt: new Float64Array(0) };
}

function marks() {
  const made: {
    readonly name: string;
    readonly start: number;
    readonly end: number;
    readonly detail: unknown;
  }[] = [];
  const cleared: string[] = [];
  const fake = {
    timeOrigin: ORIGIN,
    measure: (name: string, how: { start: number; end: number; detail: unknown }) =>
      made.push({ name, ...how }),
    clearMeasures: (name: string) => cleared.push(name),
  } as unknown as Marks; // what is returned is not read
  return { fake, made, cleared };
}

describe('requests as measures', () => {
  it('stand on the page’s clock, on the track of their executor, and are cleared after the batch', () => {
    const { fake, made, cleared } = marks();
    expect(measureBatch(fake, tableOf(2))).toBe(0);
    expect(made.map(({ name, start, end }) => [name, start, end])).toEqual([
      ['face', 100, 108],
      ['face', 110, 118],
    ]);
    expect(made[0]?.detail).toMatchObject({
      devtools: {
        dataType: 'track-entry',
        track: 'gpu',
        trackGroup: 'Multi-DNN Playground',
        color: 'primary',
      },
    });
    expect(cleared).toEqual(['face']);
  });

  it('are no more than a batch may make, and the rest is counted', () => {
    const { fake, made } = marks();
    expect(measureBatch(fake, tableOf(MOST_A_BATCH + 5))).toBe(5);
    expect(made).toHaveLength(MOST_A_BATCH);
  });

  it('leave out those that never ran, or before this page was there', () => {
    const { fake, made } = marks();
    expect(measureBatch(fake, tableOf(1, { completedAt: Number.NaN, startedAt: Number.NaN }))).toBe(0);
    measureBatch(fake, tableOf(1, { startedAt: ORIGIN - 1 }));
    expect(made).toEqual([]);
  });

  it('are marked when they came late', () => {
    const { fake, made } = marks();
    measureBatch(fake, tableOf(1, { outcome: 1 }));
    expect(made[0]?.detail).toMatchObject({ devtools: { color: 'error' } });
  });
});
