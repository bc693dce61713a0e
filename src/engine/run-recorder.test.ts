import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '../domain/request';
import { instant } from '../domain/units';
import { ROW_LENGTH } from '../protocol/packed-row';
import { packRecords, unpackRecords } from '../protocol/record-batch';
import { completedRequest } from '../testing/builders';
import { RunRecorder } from './run-recorder';

const segments = (count: number) => Float64Array.from({ length: count * 2 }, (_, index) => index);
const dropped: RequestRecord = {
  ...completedRequest({ at: 50 }),
  outcome: 'dropped',
  issuedAt: null,
  stamps: null,
};
const record = fc.record({
  requestId: fc.nat(),
  tenantId: fc.constantFrom('a', 'b', 'c'),
  executorId: fc.constantFrom('x', 'y'),
  at: fc.nat(1e6),
  segmentsAt: fc.option(fc.integer({ min: 2, max: 9 }).map(segments)),
  waits: fc.boolean(),
});
const recordOf = ({ waits, ...given }: { waits: boolean } & Parameters<typeof completedRequest>[0]) =>
  waits ? { ...dropped, requestId: given.requestId ?? 0 } : completedRequest(given);

describe('the recorder of a run', () => {
  it('hands over what the packed batch of the same records holds', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), (given) => {
        const records = given.map(recordOf);
        const recorder = new RunRecorder();
        for (const one of records) recorder.add(one);
        expect(unpackRecords(recorder.table())).toEqual(unpackRecords(packRecords(records)));
        expect(recorder.table().segmentsAt).toEqual(packRecords(records).segmentsAt);
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it('goes on after it handed over a copy', () => {
    const recorder = new RunRecorder();
    recorder.add(completedRequest({ requestId: 1 }));
    const early = recorder.table();
    structuredClone(early.rows, { transfer: [early.rows.buffer] });
    recorder.add(completedRequest({ requestId: 2 }));
    expect(unpackRecords(recorder.table()).map(({ requestId }) => requestId)).toEqual([1, 2]);
  });

  it('holds 600 000 requests of one segment within its bound', { timeout: 60_000 }, () => {
    const recorder = new RunRecorder();
    const one = completedRequest({ at: 1.7e12 });
    for (let index = 0; index < 600_000; index += 1) recorder.add(one);
    expect(recorder).toMatchObject({ truncated: false, count: 600_000 });
    for (let index = 0; index < 200_000; index += 1) recorder.add(one);
    expect(recorder.truncated).toBe(true);
    expect(recorder.count * ROW_LENGTH * 8).toBeLessThanOrEqual(100_000_000);
  });

  it('keeps the first ones when it is full, without a gap, and starts anew when it is cleared', () => {
    const recorder = new RunRecorder(3_000_000);
    const whole = completedRequest({});
    const cut = completedRequest({ segmentsAt: segments(4000) });
    for (let id = 1; id <= 8190; id += 1) recorder.add({ ...whole, requestId: id });
    recorder.add({ ...cut, requestId: 8191 });
    for (let id = 8192; id <= 8300; id += 1) recorder.add({ ...cut, requestId: id });
    recorder.add({ ...whole, requestId: 9000 });
    const ids = unpackRecords(recorder.table()).map(({ requestId }) => requestId);
    expect(recorder.truncated).toBe(true);
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => index + 1));
    expect(ids.at(-1)).toBeGreaterThanOrEqual(8191);
    recorder.clear();
    recorder.add({ ...whole, tenantId: 'z', endedAt: instant(5) });
    expect(recorder).toMatchObject({ truncated: false, count: 1 });
    expect(recorder.table()).toMatchObject({ tenantIds: ['z'], segmentsAt: new Float64Array(0) });
  });
});
