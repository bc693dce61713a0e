/** From one request or incident to the next by keyboard: along its lane, or to the lane above or below. Pure. */
import { instantOf, sameItem, type TimelineItem } from './timeline-item';

/** What stands before or after `from` on its executor; the newest of all without one. Stops at the ends. */
export function alongLane(
  items: readonly TimelineItem[],
  from: TimelineItem | null,
  by: 1 | -1,
): TimelineItem | undefined {
  if (from === null) return items.at(-1);
  const lane = items.filter((item) => item.executorId === from.executorId);
  const at = lane.findIndex((item) => sameItem(item, from));
  return lane[Math.max(0, Math.min(lane.length - 1, at + by))];
}

/** What is nearest in time on the next executor, in the order given, that has anything. */
export function acrossLanes(
  items: readonly TimelineItem[],
  from: TimelineItem | null,
  by: 1 | -1,
  executorIds: readonly string[],
): TimelineItem | undefined {
  if (from === null) return items.at(-1);
  const at = instantOf(from);
  let lane = executorIds.indexOf(from.executorId) + by;
  for (; lane >= 0 && lane < executorIds.length; lane += by) {
    let nearest: TimelineItem | undefined;
    for (const item of items) {
      if (item.executorId !== executorIds[lane]) continue;
      const nearer =
        nearest === undefined || Math.abs(instantOf(item) - at) < Math.abs(instantOf(nearest) - at);
      if (nearer) nearest = item;
    }
    if (nearest !== undefined) return nearest;
  }
  return from;
}
