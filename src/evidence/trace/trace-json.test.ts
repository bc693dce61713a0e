import { expect, it } from 'vitest';
import { COLUMN, ROW_LENGTH } from '../../protocol/packed-row';
import { recordingOf, runOf } from '../../testing/evidence-documents';
import type { TraceEvent } from './trace-events';
import { traceEvents, traceJson } from './trace-json';

const REQUESTS = 700;
const events = [...traceEvents(runOf(), recordingOf(REQUESTS))];
const of = <P extends TraceEvent['ph']>(phase: P) =>
  events.filter((event): event is Extract<TraceEvent, { ph: P }> => event.ph === phase);

/** `Map.groupBy`, which not every Node that runs the tests has. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

it('every event has the fields that its phase needs, in whole µs from 0 on', () => {
  for (const event of events) {
    expect(event.name).toEqual(expect.any(String));
    expect([event.pid, event.tid].every(Number.isInteger)).toBe(true);
    if (event.ph === 'M') continue;
    expect(Number.isInteger(event.ts) && event.ts >= 0).toBe(true);
    if (event.ph === 'X') expect(Number.isInteger(event.dur) && event.dur >= 0).toBe(true);
    if (event.ph === 'b' || event.ph === 'e') expect(event.id).toMatch(/^0x[0-9a-f]+$/);
  }
});

/** The same requests on one executor, where those of two tenants overlap. */
function crowded() {
  const { rows, ...names } = recordingOf(REQUESTS);
  const moved = rows.slice();
  for (let start = 0; start < moved.length; start += ROW_LENGTH) moved[start + COLUMN.executor] = 0;
  return { ...names, rows: moved };
}

it.each([
  ['one request at a time', recordingOf(REQUESTS), [1, 1]],
  ['requests that overlap', crowded(), [2]],
] as const)(
  'with %s, slices of one track nest: none begins within another and ends beyond it',
  (_, table, slots) => {
    const drawn = [...traceEvents(runOf(), table)].filter((event) => event.ph === 'X');
    const tracks = grouped(drawn, ({ pid, tid }) => `${pid}/${tid}`);
    const processes = grouped([...tracks.keys()], (track) => track.split('/')[0] ?? '');
    expect([...processes.values()].map(({ length }) => length)).toEqual(slots);
    for (const slices of tracks.values()) {
      const open: number[] = [];
      for (const { ts, dur } of slices.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
        while (open.length > 0 && (open.at(-1) ?? 0) <= ts) open.pop();
        const end = open.at(-1);
        if (end !== undefined) expect(ts + dur).toBeLessThanOrEqual(end);
        open.push(ts + dur);
      }
      expect(Math.max(...requestsAtOnce(slices))).toBe(1);
    }
  },
);

/** Requests of one track that are under way as each begins. */
function requestsAtOnce(slices: readonly { ts: number; dur: number; cat: string }[]): readonly number[] {
  const requests = slices.filter(({ cat, dur }) => cat === 'request' && dur > 0);
  return requests.map(({ ts }) => requests.filter((one) => one.ts <= ts && ts < one.ts + one.dur).length);
}

it('every issued request has a slice, cut ones have their segments in it', () => {
  const slices = of('X').filter(({ cat }) => cat === 'request');
  expect(slices).toHaveLength(REQUESTS - Math.floor(REQUESTS / 11));
  expect(of('X').some(({ cat, name }) => cat === 'segment' && name === 'segment 2')).toBe(true);
});

it('each arrow begins and ends once, and begins no later than it ends', () => {
  const starts = new Map(of('s').map((event) => [event.id, event]));
  const ends = of('f');
  expect(ends.length).toBeGreaterThan(20);
  expect(starts.size).toBe(ends.length);
  for (const { id, ts, bp } of ends) {
    expect(bp).toBe('e');
    expect(starts.get(id)?.ts).toBeLessThanOrEqual(ts);
  }
});

it('waits begin and end in pairs', () => {
  const begun = of('b').map(({ id }) => id);
  expect(of('e').map(({ id }) => id)).toEqual(begun);
  expect(new Set(begun).size).toBe(begun.length);
});

it('counters are never negative and end at nothing', () => {
  const tracks = grouped(of('C'), ({ pid, name }) => `${pid} ${name}`);
  expect(tracks.size).toBe(4);
  for (const samples of tracks.values()) {
    const values = samples.map(({ args }) => args.requests ?? -1);
    expect(Math.min(...values)).toBe(0);
    expect(values.at(-1)).toBe(0);
    expect(Math.max(...values)).toBeGreaterThan(0);
  }
});

it('missed deadlines and drops are instants', () => {
  expect(of('i').filter(({ name }) => name === 'deadline missed').length).toBeGreaterThan(10);
  expect(of('i').filter(({ name }) => name.endsWith('dropped'))).toHaveLength(Math.floor(REQUESTS / 11));
});

it('the file is one JSON document that says where it is from', async () => {
  const { traceEvents: listed, otherData } = JSON.parse(
    await traceJson(runOf(), recordingOf(REQUESTS), true).text(),
  );
  expect(listed).toEqual(events);
  expect(otherData).toMatchObject({
    commit: 'abc1234',
    requests: REQUESTS,
    requests_left_out: 0,
    recording_truncated: true,
  });
});

it('an empty recording is a trace without events', async () => {
  const { traceEvents: listed } = JSON.parse(await traceJson(runOf(), recordingOf(0), false).text());
  expect(listed).toEqual([]);
});
