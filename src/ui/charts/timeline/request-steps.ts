/** From one request to the next by keyboard: along its lane, or to the lane above or below. Pure. */
import type { RecordRow } from '../../../protocol/record-batch';

/** Where a request stands: when its service began, or when it came, if it never did. */
export const instantOf = (row: RecordRow): number =>
  Number.isNaN(row.startedAt) ? row.arrivedAt : row.startedAt;

/** The request before or after `from` on its executor; the newest of all without one. Stops at the ends. */
export function alongLane(
  rows: readonly RecordRow[],
  from: RecordRow | null,
  by: 1 | -1,
): RecordRow | undefined {
  if (from === null) return rows.at(-1);
  const lane = rows.filter((row) => row.executorId === from.executorId);
  return lane[Math.max(0, Math.min(lane.length - 1, lane.indexOf(from) + by))];
}

/** The request nearest in time on the next executor, in the order given, that has any. */
export function acrossLanes(
  rows: readonly RecordRow[],
  from: RecordRow | null,
  by: 1 | -1,
  executorIds: readonly string[],
): RecordRow | undefined {
  if (from === null) return rows.at(-1);
  const at = instantOf(from);
  let lane = executorIds.indexOf(from.executorId) + by;
  for (; lane >= 0 && lane < executorIds.length; lane += by) {
    let nearest: RecordRow | undefined;
    for (const row of rows) {
      if (row.executorId !== executorIds[lane]) continue;
      const nearer =
        nearest === undefined || Math.abs(instantOf(row) - at) < Math.abs(instantOf(nearest) - at);
      if (nearer) nearest = row;
    }
    if (nearest !== undefined) return nearest;
  }
  return from;
}
