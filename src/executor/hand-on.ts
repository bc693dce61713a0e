/**
 * Hands on what a model found: for each wish the parts of the picture that it looked at, as the next model's input. One for
 * each tenant. It knows neither executors nor requests; whoever keeps a picture for handing on closes that again.
 */
import type { Model } from '../domain/model';
import type { Regions } from '../domain/region-geometry';
import type { Result } from '../domain/result';
import type { Handoff, HandoffWish, InferArgument } from '../protocol/executor-contract';
import { discardHandoff } from '../protocol/handoff';
import type { Taken } from './frame-reader';
import { handedRegions } from './hand-on-regions';
import { PictureCutter, type Seen, seenIn } from './picture-cutter';

/** A request that may hand on, from the moment that its input stands until it has ended. */
export interface HandingOn {
  /** For each wish, in order, what was found. The handoffs are the caller's. */
  of(result: Result): Promise<readonly (readonly Handoff[])[]>;
  /** Lets the picture go; once, however the request ended. */
  close(): void;
}

/** What a tenant on random tensors hands on: that it completed. */
const NUMBERS_ONLY: Handoff = {
  frameNumber: null,
  capturedAt: null,
  pixels: null,
  regions: [],
  regionFound: true,
  picture: null,
};

export class HandOn {
  readonly #cutter = new PictureCutter();

  constructor(private readonly model: Model) {}

  /**
   * Keeps what the request looks at, since a newer frame may take its place meanwhile. To be called in the turn in which the
   * input was prepared. @param taken null for random tensors.
   */
  keep({ handoff, handOn }: Pick<InferArgument, 'handoff' | 'handOn'>, taken: Taken | null): HandingOn {
    const picture = taken?.picture ?? null;
    // A picture that was handed to the request is its own already; one of the inbox is only lent.
    if (handoff === null && handOn.length > 0) picture?.hold();
    const isMine = handoff !== null || handOn.length > 0;
    return {
      of: (result) => this.#handOn(handOn, taken, result),
      close: () => isMine && picture?.letGo(),
    };
  }

  async #handOn(
    wishes: readonly HandoffWish[],
    taken: Taken | null,
    result: Result,
  ): Promise<readonly (readonly Handoff[])[]> {
    if (taken === null) return wishes.map(() => [NUMBERS_ONLY]);
    const seen = wishes.length === 0 ? null : seenIn(taken, this.model);
    if (seen === null) return wishes.map(() => []);
    const made: Handoff[] = [];
    try {
      const groups: (readonly Handoff[])[] = [];
      for (const wish of wishes) {
        const places = handedRegions(result, wish.input, seen.aspect).slice(0, wish.fanOut);
        const group: Handoff[] = [];
        for (const place of places) {
          const one = await this.#handoffOf(wish, place, seen, taken);
          group.push(one);
          made.push(one);
        }
        groups.push(group);
      }
      return groups;
    } catch (thrown) {
      made.forEach(discardHandoff);
      throw thrown;
    }
  }

  async #handoffOf(
    { input, withPicture }: HandoffWish,
    place: Regions,
    seen: Seen,
    { frameNumber, capturedAt, picture }: Taken,
  ): Promise<Handoff> {
    const pixels = this.#cutter.cut(seen, input, place.regions);
    const copy = withPicture && picture !== null ? await createImageBitmap(picture.bitmap) : null;
    return { frameNumber, capturedAt, pixels, ...place, picture: copy };
  }
}
