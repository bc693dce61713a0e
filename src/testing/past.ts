/** A past of given requests for tests of the timeline, and the bounds of a picture of it. */
import type { RequestRecord } from '../domain/request';
import { packRecords } from '../protocol/record-batch';
import { LaneIndex } from '../ui/charts/timeline/lane-index';
import { type PictureBounds, placesIn } from '../ui/charts/timeline/picture-bounds';
import { PackedPast, type PastRows } from '../ui/past-rows';

export function pastOf(
  records: readonly RequestRecord[],
  { capacity = 1024, segments = 4096 }: { capacity?: number; segments?: number } = {},
): PastRows {
  const past = new PackedPast(capacity, segments);
  past.write(packRecords(records));
  return past;
}

/** @param lanes executors in order; @param tenants in order. */
export function pictureOf(
  past: PastRows,
  picture: { readonly fromAt: number; readonly toAt: number; readonly width: number },
  lanes: readonly string[] = ['wasm-1'],
  tenants: readonly string[] = ['a'],
): PictureBounds {
  const index = new LaneIndex();
  index.catchUp(past);
  return {
    ...picture,
    past,
    index,
    executorOf: placesIn(lanes, past.executorIds),
    laneOf: placesIn(past.executorIds, lanes),
    tenantOf: placesIn(past.tenantIds, tenants),
  };
}

/** A completed request that ran in the given segments, ms after its arrival: start, end, start, end. */
export function segmentsOf(at: number, ...offsets: readonly number[]): Float64Array {
  return Float64Array.from(offsets, (offset) => at + offset);
}
