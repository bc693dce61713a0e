/**
 * The channel between the UI and one executor: frames down, drawable results up. It bypasses the engine, so that a
 * frame is transferred once. Newest wins: the UI sends a tenant's next frame only after the last one was taken up.
 */
import type { AudioInput, ImageInput } from '../domain/model';
import type { Box, FramedResult } from '../domain/result';
import type { TenantInput } from '../domain/scenario';

/** What a tenant sees: a picture, cropped and shrunk on the way. */
export interface PictureDown {
  readonly kind: 'frame';
  readonly tenantId: string;
  /** Which input of the tenant, counted among all that want frames. */
  readonly slot: number;
  readonly frameNumber: number;
  /** Of the model's input size; a batch of two stands one above the other. Ownership moves to the executor. */
  readonly bitmap: ImageBitmap;
  /** Where each item of the batch lies in the scene frame, in fractions of it (letterboxing reaches beyond 0..1). */
  readonly regions: readonly Box[];
  /** False when the model wants a region (a face, a hand) that this frame does not have; `regions` are then stand-ins. */
  readonly regionFound: boolean;
  /** When the source's frame was taken, ms since the epoch on the page's clock. */
  readonly capturedAt: number;
  /**
   * The whole frame, its longer side at most `PICTURE_SIDE` px; null unless it was wanted. Ownership moves to the executor.
   */
  readonly picture: ImageBitmap | null;
}

/** What a tenant hears: the newest stretch of sound, as long as the model's input. */
export interface SoundDown {
  readonly kind: 'sound';
  readonly tenantId: string;
  readonly slot: number;
  readonly frameNumber: number;
  /** Mono, −1..1, at the model's rate; ownership moves to the executor. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Instant of the first sample on the sound's own clock. */
  readonly startSeconds: number;
}

/** There is nothing to send, and why: the camera was refused, the file is not chosen. Requests that wait are told. */
interface NothingDown {
  readonly kind: 'nothing';
  readonly tenantId: string;
  readonly slot: number;
  /** A sentence for people: what is missing and what to do. */
  readonly reason: string;
}

export type FrameDown = PictureDown | SoundDown | NothingDown;

export type FrameUp =
  /**
   * The tenant exists here and wants frames for this input of its model, from this source; sent when it is loaded, and
   * again when it is given another source.
   */
  | {
      readonly kind: 'want';
      readonly tenantId: string;
      readonly slot: number;
      readonly input: ImageInput | AudioInput;
      readonly source: TenantInput;
      /** The whole frame beside the input: the tenant hands parts of it on to others. */
      readonly withPicture: boolean;
    }
  /** Frame received: the next one may be sent. */
  | { readonly kind: 'taken'; readonly tenantId: string; readonly slot: number; readonly frameNumber: number }
  /** The tenant was unloaded, or wants random tensors: no more frames for it, in any slot. */
  | { readonly kind: 'unwant'; readonly tenantId: string }
  /** Newest decoded result, at most one per `RESULT_INTERVAL_MS` and tenant. */
  | { readonly kind: 'result'; readonly tenantId: string; readonly result: FramedResult };

/** Pixels of a frame's longer side that are handed on through a pipeline: enough for an eye of a face that fills a third of it. */
export const PICTURE_SIDE = 640;

/** Results are for eyes: 20 a second are enough, and each costs the UI thread a message. */
export const RESULT_INTERVAL_MS = 50;

/** Random input: only the outputs' shapes are told, which do not change; often enough not to count as stale. */
export const RANDOM_RESULT_INTERVAL_MS = 1000;
