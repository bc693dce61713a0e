/** What makes a tenant's input, and of what: the words that feeds and live inputs share. It makes nothing itself. */
import type { Frame } from './frame-inbox';
import type { Taken } from './frame-reader';
import type { InputPicture, TensorData } from './runtime';

export interface PreparedInput {
  /**
   * One for each input of the model, in its order. Those of a picture are made when they are asked for first: who asks later
   * than its turn holds `taken.bitmap`.
   */
  readonly data: readonly TensorData[];
  /** What `data` is made of, for a network that makes it itself; absent when it is not one picture. */
  readonly picture?: InputPicture;
  /** Null for random numbers: they show nothing. */
  readonly taken: Taken | null;
}

export interface InputMaker {
  /** @throws EngineError `input-missing` | `cancelled` (it was given another input meanwhile). */
  next(): Promise<PreparedInput>;
}

/** A tenant's own input, of frames or of random numbers. */
export interface OwnInput extends InputMaker {
  /** No frames are needed until `next` is called again: others hand the tenant what it looks at. */
  rest(): void;
  /** Told before each `next`: whether the tenant will hand on parts of what it is about to look at. */
  willHandOn(yes: boolean): void;
}

/** Where frames come from, for one tenant. */
export interface FrameSource {
  newest(slot: number): Promise<Frame>;
}

/** What one input is given next; `taken` when it came from a frame. */
export interface Fed {
  readonly data: TensorData;
  readonly taken: Taken | null;
}
export type FeedMaker = () => Fed | Promise<Fed>;
