/**
 * Where face, eyes, body and hand are in a live source, from the newest results on it: no picture of somebody's camera is
 * annotated. The better evidence wins while it is fresh. It reads no clock and knows neither tenants nor models.
 */

import type { Sights } from '../../domain/region-geometry';
import type { Box, Result } from '../../domain/result';
import { EVIDENCE_RANKS, type Evidence, type EvidenceRank, evidenceOf } from '../../domain/sight-evidence';

/** Evidence older than this says nothing about what is there now. */
const FRESH_MS = 1000;
/** So much newer must lesser evidence be to win over better one: a slow detector does not hold a moving face back. */
const RANK_MS = 300;
/** Boxes that overlap so much are the same thing, a little moved: the new one counts for this share. */
const SAME_OVERLAP = 0.4;
const NEW_SHARE = 0.65;

type Kind = keyof Sights;

interface Seen<Place> {
  readonly place: Place;
  readonly at: number;
}

type Memory<Place> = Map<EvidenceRank, Seen<Place>>;

export class SightTracker {
  readonly #boxes: Readonly<Record<Exclude<Kind, 'eyes'>, Memory<Box>>> = {
    face: new Map(),
    body: new Map(),
    hand: new Map(),
  };
  readonly #eyes: Memory<readonly [Box, Box]> = new Map();
  #cutIndex: number | null = null;

  /** @param at ms, on the clock of `sightsAt`. @param aspect of the frame that the result was computed on. */
  accept(result: Result, aspect: number, at: number): void {
    const evidence = evidenceOf(result, aspect);
    if (evidence === null) return;
    for (const kind of ['face', 'body', 'hand'] as const) {
      keep(this.#boxes[kind], evidence.rank, evidence[kind], at, blend);
    }
    keep(this.#eyes, evidence.rank, evidence.eyes, at, blendBoth);
  }

  /** @param cutIndex of the shot that is asked about: in another one everything is somewhere else. */
  sightsAt(now: number, cutIndex: number): Sights {
    if (cutIndex !== this.#cutIndex) this.#forget();
    this.#cutIndex = cutIndex;
    const { face, body, hand } = this.#boxes;
    return {
      face: best(face, now),
      eyes: best(this.#eyes, now),
      body: best(body, now),
      hand: best(hand, now),
    };
  }

  #forget(): void {
    for (const memory of [...Object.values(this.#boxes), this.#eyes]) memory.clear();
  }
}

function keep<Place>(
  memory: Memory<Place>,
  rank: Evidence['rank'],
  place: Place | null,
  at: number,
  blended: (before: Place, now: Place) => Place,
): void {
  if (place === null) return;
  const before = memory.get(rank);
  const fresh = before !== undefined && at - before.at <= FRESH_MS;
  memory.set(rank, { place: fresh ? blended(before.place, place) : place, at });
}

function best<Place>(memory: Memory<Place>, now: number): Place | null {
  let [place, least]: [Place | null, number] = [null, Infinity];
  EVIDENCE_RANKS.forEach((rank, index) => {
    const seen = memory.get(rank);
    if (seen === undefined || now - seen.at > FRESH_MS) return;
    const worth = now - seen.at + index * RANK_MS;
    if (worth < least) [place, least] = [seen.place, worth];
  });
  return place;
}

function blend(before: Box, now: Box): Box {
  if (overlapOf(before, now) < SAME_OVERLAP) return now;
  const mix = (from: number, to: number) => from + (to - from) * NEW_SHARE;
  return {
    x: mix(before.x, now.x),
    y: mix(before.y, now.y),
    width: mix(before.width, now.width),
    height: mix(before.height, now.height),
  };
}

const blendBoth = (before: readonly [Box, Box], now: readonly [Box, Box]): readonly [Box, Box] => [
  blend(before[0], now[0]),
  blend(before[1], now[1]),
];

/** Intersection over union. */
function overlapOf(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) return 0;
  const shared = across * down;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
