/**
 * The pieces that requests are drawn as: computing, reading and copying, the gaps between segments, what was overdue, how
 * long they waited. Fills typed arrays that are kept from picture to picture: nothing is allocated per piece. It knows no
 * canvas; x in CSS px from the left edge.
 */
import { COLUMN } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';
import { GONE, type PictureBounds } from './picture-bounds';

/** Parts of bars: computing; reading and copying; preempted; the end of a segment that another follows; overdue; waiting. */
export const PIECE = { solid: 0, pale: 1, gap: 2, cut: 3, overdue: 4, wait: 5 } as const;

export const MOST_PIECES = 16_384;
/** Bars narrower than this that touch are drawn as one; gaps narrower than this are none. */
const NARROW = 1;
/** From this width on a bar has parts. */
const PARTED = 3;
/** From this width on a segment is told from the next one of its request. */
const CUT_ROOM = 5;

export class BarPieces {
  count = 0;
  readonly kind = new Uint8Array(MOST_PIECES);
  readonly lane = new Uint8Array(MOST_PIECES);
  readonly line = new Uint8Array(MOST_PIECES);
  readonly tenant = new Int8Array(MOST_PIECES);
  readonly start = new Float32Array(MOST_PIECES);
  readonly end = new Float32Array(MOST_PIECES);

  #fromAt = 0;
  #scale = 0;
  #width = 0;
  /** By line of the lane that is being laid: its newest solid piece, to join narrow ones. */
  readonly #newest = new Int32Array(8);

  begin({ fromAt, toAt, width }: PictureBounds): void {
    this.count = 0;
    this.#fromAt = fromAt;
    this.#width = width;
    this.#scale = width / (toAt - fromAt);
  }

  beginLane(): void {
    this.#newest.fill(-1);
  }

  /** @param waits whether how long it waited is a piece too. */
  add({ past, index, tenantOf, toAt }: PictureBounds, row: number, lane: number, waits: boolean): void {
    const startedAt = past.value(row, COLUMN.startedAt);
    const completedAt = past.value(row, COLUMN.completedAt);
    const line = index.lineOf(row);
    const tenant = tenantOf[past.value(row, COLUMN.tenant)] ?? GONE;
    if (waits) {
      const until = Number.isNaN(startedAt) ? past.value(row, COLUMN.endedAt) : startedAt;
      this.#put(
        PIECE.wait,
        lane,
        line,
        tenant,
        this.#xOf(past.value(row, COLUMN.arrivedAt)),
        this.#xOf(until),
      );
    }
    if (!(startedAt < toAt && completedAt > this.#fromAt)) return;
    const start = this.#xOf(startedAt);
    const end = this.#xOf(completedAt);
    const pieces = past.piecesOf(row);
    const preempted = pieces > 1 && past.value(row, COLUMN.preemptedMs) * this.#scale >= NARROW;
    if (end - start <= PARTED && !preempted) this.#addNarrow(lane, line, tenant, start, end);
    else this.#addParted(past, row, lane, line, tenant, start, end);
    const deadlineAt = past.value(row, COLUMN.deadlineAt);
    if (completedAt > deadlineAt)
      this.#put(PIECE.overdue, lane, line, tenant, Math.max(start, this.#xOf(deadlineAt)), end);
  }

  /** One piece; it joins the one before when both are the tenant's and they touch. */
  #addNarrow(lane: number, line: number, tenant: number, start: number, end: number): void {
    const before = this.#newest[line] ?? -1;
    const touches = before >= 0 && start - (this.end[before] ?? 0) < NARROW;
    if (touches && end - start < NARROW && this.tenant[before] === tenant) {
      if (end > (this.end[before] ?? 0)) this.end[before] = end;
      return;
    }
    const at = this.count;
    if (this.#put(PIECE.solid, lane, line, tenant, start, end)) this.#newest[line] = at;
  }

  #addParted(
    past: PastRows,
    row: number,
    lane: number,
    line: number,
    tenant: number,
    start: number,
    end: number,
  ): void {
    const pieces = past.piecesOf(row);
    let from = this.#xOf(past.value(row, COLUMN.preprocessedAt));
    let to = this.#xOf(past.value(row, COLUMN.computedAt));
    this.#put(PIECE.pale, lane, line, tenant, start, from);
    if (pieces > 1) {
      to = from;
      for (let piece = 0; piece < pieces; piece += 1) {
        const pieceStart = this.#xOf(past.pieceStart(row, piece));
        const pieceEnd = this.#xOf(past.pieceEnd(row, piece));
        if (pieceStart - to >= NARROW) {
          if (to > from) this.#put(PIECE.solid, lane, line, tenant, from, to);
          this.#put(PIECE.gap, lane, line, tenant, to, pieceStart);
          from = pieceStart;
        } else if (piece > 0 && pieceEnd - pieceStart >= CUT_ROOM) {
          this.#put(PIECE.cut, lane, line, tenant, pieceStart, pieceStart + NARROW);
        }
        to = pieceEnd;
      }
    }
    const at = this.count;
    if (this.#put(PIECE.solid, lane, line, tenant, from, to)) this.#newest[line] = at;
    this.#put(PIECE.pale, lane, line, tenant, to, end);
  }

  /** @returns whether it is in the picture and there was room. */
  #put(kind: number, lane: number, line: number, tenant: number, start: number, end: number): boolean {
    const at = this.count;
    if (end <= 0 || start >= this.#width || end <= start || at === MOST_PIECES) return false;
    this.kind[at] = kind;
    this.lane[at] = lane;
    this.line[at] = line;
    this.tenant[at] = tenant;
    this.start[at] = start;
    this.end[at] = end;
    this.count = at + 1;
    return true;
  }

  #xOf(at: number): number {
    return (at - this.#fromAt) * this.#scale;
  }
}
