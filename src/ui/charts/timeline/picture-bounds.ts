/** The stretch of time that a picture shows, its width, and which row belongs to which lane and tenant of it. Pure. */
import type { PastRows } from '../../past-rows';
import type { LaneIndex } from './lane-index';

/** A tenant or executor that is no longer there. */
export const GONE = -1;

export interface PictureBounds {
  readonly past: PastRows;
  /** Caught up with `past`. */
  readonly index: LaneIndex;
  readonly fromAt: number;
  readonly toAt: number;
  /** CSS px. */
  readonly width: number;
  /** By lane: the executor's number in the past; `GONE` when it has no row. */
  readonly executorOf: ArrayLike<number>;
  /** By the past's number of an executor: its lane. */
  readonly laneOf: ArrayLike<number>;
  /** By the past's number of a tenant: its place in the scenario. */
  readonly tenantOf: ArrayLike<number>;
}

/** Where each of `names` stands in `ids`; `GONE` where it does not. */
export const placesIn = (names: readonly string[], ids: readonly string[]): Int16Array<ArrayBuffer> =>
  Int16Array.from(names, (name) => ids.indexOf(name));

/** Numbers and places, looked up again only when a name or an id was added or changed. */
export class Places {
  #names: readonly string[] = [];
  #known = 0;
  #ids: readonly string[] = [];
  /** By name number: place among the ids. */
  ofName = new Int16Array(0);
  /** By place among the ids: name number. */
  ofId = new Int16Array(0);

  update(names: readonly string[], ids: readonly string[]): void {
    if (names === this.#names && names.length === this.#known && ids === this.#ids) return;
    this.#names = names;
    this.#known = names.length;
    this.#ids = ids;
    this.ofName = placesIn(names, ids);
    this.ofId = placesIn(ids, names);
  }
}
