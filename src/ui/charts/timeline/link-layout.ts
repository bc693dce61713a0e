/**
 * Arrows of pipelines: from the end of a request to the start of each that it triggered, across lanes. With too many to
 * follow none is drawn, and it says so. Nothing is allocated per arrow; x in CSS px from the left edge.
 */
import { COLUMN } from '../../../protocol/packed-row';
import { GONE, type PictureBounds } from './picture-bounds';

/** More cannot be followed by eye, nor can one every few pixels. */
const MOST_LINKS = 160;
const LINK_ROOM = 12;

export class LinkLayout {
  count = 0;
  /** Whether there were more than can be followed: then `count` is 0. */
  crowded = false;
  readonly fromX = new Float32Array(MOST_LINKS);
  readonly toX = new Float32Array(MOST_LINKS);
  readonly fromLane = new Uint8Array(MOST_LINKS);
  readonly toLane = new Uint8Array(MOST_LINKS);
  readonly fromLine = new Uint8Array(MOST_LINKS);
  readonly toLine = new Uint8Array(MOST_LINKS);
  /** Of the one that was triggered. */
  readonly tenant = new Int8Array(MOST_LINKS);

  begin(): void {
    this.count = 0;
    this.crowded = false;
  }

  /** Adds the arrow to `row`, if it was triggered by one that is kept and served. */
  add(
    { past, index, laneOf, tenantOf, fromAt, toAt, width }: PictureBounds,
    row: number,
    lane: number,
  ): void {
    if (this.crowded) return;
    const parentId = past.value(row, COLUMN.parentId);
    const startedAt = past.value(row, COLUMN.startedAt);
    if (Number.isNaN(parentId) || Number.isNaN(startedAt) || parentId === past.value(row, COLUMN.requestId))
      return;
    const parent = index.rowOfRequest(parentId);
    const handedAt = parent < 0 ? Number.NaN : past.value(parent, COLUMN.completedAt);
    if (!(handedAt < toAt && startedAt > fromAt)) return;
    const fromLane = laneOf[past.value(parent, COLUMN.executor)] ?? GONE;
    if (fromLane === GONE) return;
    if (this.count === MOST_LINKS || this.count * LINK_ROOM > width) {
      this.begin();
      this.crowded = true;
      return;
    }
    const scale = width / (toAt - fromAt);
    const at = this.count;
    this.fromX[at] = (handedAt - fromAt) * scale;
    this.toX[at] = (startedAt - fromAt) * scale;
    this.fromLane[at] = fromLane;
    this.toLane[at] = lane;
    this.fromLine[at] = index.lineOf(parent);
    this.toLine[at] = index.lineOf(row);
    this.tenant[at] = tenantOf[past.value(row, COLUMN.tenant)] ?? GONE;
    this.count = at + 1;
  }
}
