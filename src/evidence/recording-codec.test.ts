import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EncodedRecording } from '../domain/run-file';
import { COLUMN, ROW_LENGTH, type RowTable } from '../protocol/packed-row';
import { recordingOf } from '../testing/evidence-documents';
import { decodeRecording, encodeRecording } from './recording-codec';

/** Largest distance of two tables' numbers; infinite where only one of them is NaN. */
function distance(one: Float64Array, other: Float64Array): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return one.reduce((most, value, index) => {
    const there = other[index] ?? Number.NaN;
    if (Number.isNaN(value) && Number.isNaN(there)) return most;
    const apart = Math.abs(value - there);
    return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
  }, 0);
}

const MICROSECOND = 0.001;

it('a recording comes back exact to a microsecond, names and segments too', async () => {
  const table = recordingOf(2000);
  const back = await decodeRecording(await encodeRecording(table, false));
  expect(back.tenantIds).toEqual(table.tenantIds);
  expect(back.executorIds).toEqual(table.executorIds);
  expect(distance(table.rows, back.rows)).toBeLessThan(MICROSECOND);
  expect(distance(table.segmentsAt, back.segmentsAt)).toBeLessThan(MICROSECOND);
});

it('a recording without GPU times is encoded as before there were any, and reads as one without', async () => {
  const table = recordingOf(50);
  const encoded = await encodeRecording(table, false);
  expect(encoded.codec).toBe('gzip-columns-1');
  const { rows } = await decodeRecording(encoded);
  for (let at = 0; at < rows.length; at += ROW_LENGTH) {
    expect(rows[at + COLUMN.issueMs]).toBeNaN();
    expect(rows[at + COLUMN.gpuMs]).toBeNaN();
  }
});

it('GPU times of a recording come back, in a codec of another name', async () => {
  const table = recordingOf(200, 1, true);
  const encoded = await encodeRecording(table, false);
  expect(encoded.codec).toBe('gzip-columns-2');
  expect(distance(table.rows, (await decodeRecording(encoded)).rows)).toBeLessThan(MICROSECOND);
});

it('no requests are a recording too', async () => {
  const none: RowTable = {
    tenantIds: [],
    executorIds: [],
    rows: new Float64Array(),
    segmentsAt: new Float64Array(),
  };
  expect(await decodeRecording(await encodeRecording(none, false))).toEqual(none);
});

/** Any instants in any order, with gaps wherever a request may not have got. */
const tableArbitrary = fc
  .array(
    fc.record({
      id: fc.nat(),
      at: fc.double({ min: 0, max: 4e12, noNaN: true }),
      parts: fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
        minLength: 9,
        maxLength: 9,
      }),
      parent: fc.option(fc.nat()),
      onGpu: fc.tuple(
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      ),
      outcome: fc.nat(4),
    }),
    { maxLength: 30 },
  )
  .map((requests): RowTable => {
    const rows = requests.flatMap(({ id, at, parts, parent, outcome, onGpu }) => {
      const [deadline, issued, started, prepared, computed, read, completed, preempted, captured] = parts.map(
        (part) => (part === null ? Number.NaN : part),
      );
      const after = (part = Number.NaN) => at + part;
      return [
        ...[id, 0, 0, outcome, at, after(deadline), after(issued), after(started), after(prepared)],
        ...[after(computed), after(read), after(completed), at + 1, preempted ?? Number.NaN, 1],
        ...[parent ?? Number.NaN, after(captured), ...onGpu.map((ms) => ms ?? Number.NaN)],
      ];
    });
    return {
      tenantIds: ['a'],
      executorIds: ['x'],
      rows: Float64Array.from(rows),
      segmentsAt: new Float64Array(),
    };
  });

it('whatever instants a recording has, it comes back, and then encodes to the same string', async () => {
  await fc.assert(
    fc.asyncProperty(tableArbitrary, async (table) => {
      const once = await encodeRecording(table, true);
      const back = await decodeRecording(once);
      expect(distance(table.rows, back.rows)).toBeLessThan(MICROSECOND);
      expect(await encodeRecording(back, true)).toEqual(once);
    }),
    { seed: 7, numRuns: 200 },
  );
});

it('a recording that was cut or edited is refused in words, wherever that was', async () => {
  const whole = await encodeRecording(recordingOf(300), false);
  const refusals: Partial<EncodedRecording>[] = [
    { base64: whole.base64.slice(0, 400) },
    { base64: `${whole.base64.slice(0, -4)}!!!!` },
    { base64: whole.base64.slice(1) },
    { base64: '' },
    { requests: 299 },
  ];
  for (const change of refusals) {
    await expect(decodeRecording({ ...whole, ...change })).rejects.toMatchObject({
      code: 'evidence-malformed',
      message: expect.stringContaining('recording'),
    });
  }
});

it('a head that claims more requests than there are bytes allocates nothing and is refused', async () => {
  const { rows, ...names } = recordingOf(1);
  const lying = { ...names, rows: rows.subarray(0, 0) };
  const encoded = await encodeRecording(lying, false);
  await expect(decodeRecording({ ...encoded, requests: 4_000_000 })).rejects.toMatchObject({
    code: 'evidence-malformed',
  });
});

it('a request of a tenant that is not named is refused', async () => {
  const table = recordingOf(3);
  const encoded = await encodeRecording({ ...table, tenantIds: ['a'] }, false);
  await expect(decodeRecording(encoded)).rejects.toMatchObject({ code: 'evidence-malformed' });
  expect(table.rows.length).toBe(3 * ROW_LENGTH);
});
