/**
 * Synthetic requests for the bench of the timeline, packed as the engine sends them: four executors, each with a heavy
 * tenant that is preempted by a light one, so many spans that the whole past is full. Labelled synthetic; never shown as a run.
 */

import { ROW_LENGTH } from '../../src/protocol/packed-row';
import type { RecordBatch } from '../../src/protocol/record-batch';

export const EXECUTORS = ['executor-1', 'executor-2', 'executor-3', 'executor-4'];
export const TENANTS = ['heavy', 'light', 'third', 'fourth'];
/** The past that is filled, ms. */
export const LENGTH_MS = 20_000;
const NO = Number.NaN;

/** Segments of a heavy request; with the light one beside it a round has one span more. */
const SEGMENTS = 9;

/** Rows in the order in which they end. */
function packed(rows: number[][], segmentsAt: number[]): RecordBatch {
  return {
    tenantIds: TENANTS,
    executorIds: EXECUTORS,
    rows: Float64Array.from(rows.flat()),
    segmentsAt: Float64Array.from(segmentsAt),
  };
}

interface Given {
  readonly requestId: number;
  readonly tenant: number;
  readonly executor: number;
  readonly from: number;
  readonly to: number;
  readonly deadlineMs: number;
  readonly segments: number;
  readonly preemptedMs: number;
  readonly parentId: number;
}

function row(one: Given): number[] {
  const { requestId, tenant, executor, from, to, segments, preemptedMs, parentId } = one;
  const deadlineAt = from + one.deadlineMs;
  const cells = [
    requestId,
    tenant,
    executor,
    to > deadlineAt ? 1 : 0,
    from - 1,
    deadlineAt,
    from - 0.1,
    from,
  ];
  cells.push(from + 0.1, to - 0.2, to - 0.1, to, to, preemptedMs, segments, parentId, NO, NO, NO);
  if (cells.length !== ROW_LENGTH) throw new Error('a row has other columns than this bench knows');
  return cells;
}

/**
 * `spans` bars in `LENGTH_MS` that end at `endAt`: heavy requests of nine segments, preempted once by a light one that the
 * heavy one of the executor before had triggered.
 */
export function preemptedSpans(spans: number, endAt: number): RecordBatch {
  const rounds = Math.round(spans / (EXECUTORS.length * (SEGMENTS + 1)));
  const roundMs = LENGTH_MS / rounds;
  const rows: number[][] = [];
  const segmentsAt: number[] = [];
  let requestId = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let executor = 0; executor < EXECUTORS.length; executor += 1) {
      const from = endAt - LENGTH_MS + round * roundMs;
      const step = (roundMs * 0.9) / (SEGMENTS + 1);
      requestId += 2;
      const light = { requestId: requestId - 1, tenant: 1, executor, segments: 1, preemptedMs: 0 };
      const heavy = { requestId, tenant: executor === 3 ? 2 : 0, executor, segments: SEGMENTS };
      const [lightFrom, lightTo] = [from + 4 * step, from + 5 * step];
      const trigger = round > 0 && executor > 0 ? requestId - 2 * EXECUTORS.length - 2 : requestId - 1;
      rows.push(row({ ...light, from: lightFrom, to: lightTo, deadlineMs: step * 1.5, parentId: trigger }));
      rows.push(
        row({
          ...heavy,
          from,
          to: from + (SEGMENTS + 1) * step,
          deadlineMs: roundMs * (round % 3 === 0 ? 0.5 : 2),
          preemptedMs: step,
          parentId: NO,
        }),
      );
      for (let segment = 0; segment < SEGMENTS; segment += 1) {
        const at = from + (segment < 4 ? segment : segment + 1) * step;
        segmentsAt.push(at, at + step * 0.98);
      }
    }
  }
  return packed(rows, segmentsAt);
}

/** As many requests in one piece, one after the other on each executor. */
export function wholeSpans(spans: number, endAt: number): RecordBatch {
  const each = spans / EXECUTORS.length;
  const stepMs = LENGTH_MS / each;
  const rows: number[][] = [];
  for (let index = 0; index < each; index += 1) {
    for (let executor = 0; executor < EXECUTORS.length; executor += 1) {
      const from = endAt - LENGTH_MS + index * stepMs;
      const tenant = (index + executor) % TENANTS.length;
      const one = { requestId: index * EXECUTORS.length + executor, tenant, executor, segments: 1 };
      rows.push(
        row({ ...one, from, to: from + stepMs * 0.95, deadlineMs: stepMs * 2, preemptedMs: 0, parentId: NO }),
      );
    }
  }
  return packed(rows, []);
}

/** A recorded run: so many requests a second on four executors, one of which has a deadline an hour away. */
export const RECORDED_PER_SECOND = 1600;

export function recordedSpans(requests: number, endAt: number): RecordBatch {
  const rows = new Float64Array(requests * ROW_LENGTH);
  const stepMs = (1000 / RECORDED_PER_SECOND) * EXECUTORS.length;
  const lengthMs = (requests / RECORDED_PER_SECOND) * 1000;
  for (let index = 0; index < requests; index += 1) {
    const executor = index % EXECUTORS.length;
    const from = endAt - lengthMs + Math.floor(index / EXECUTORS.length) * stepMs + executor * 0.01;
    const tenant = (Math.floor(index / EXECUTORS.length) + executor) % TENANTS.length;
    const one = { requestId: index, tenant, executor, segments: 1, preemptedMs: 0, parentId: NO };
    const deadlineMs = index === 100 ? 3_600_000 : stepMs * 2;
    rows.set(row({ ...one, from, to: from + stepMs * 0.95, deadlineMs }), index * ROW_LENGTH);
  }
  return { tenantIds: TENANTS, executorIds: EXECUTORS, rows, segmentsAt: new Float64Array(0) };
}
