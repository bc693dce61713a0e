/**
 * The channel between the UI and one executor: frames down, drawable results up. It bypasses the engine, so that a
 * frame is transferred once. Newest wins: the UI sends a tenant's next frame only after the last one was taken up.
 */
import type { Box, FramedResult } from '../domain/result';

export type FrameDown = {
  readonly kind: 'frame';
  readonly tenantId: string;
  readonly frameNumber: number;
  /** Already cropped and shrunk to the model's input size; ownership moves to the executor. */
  readonly bitmap: ImageBitmap;
  /** Where the bitmap lies in the scene frame, in fractions of it (letterboxing reaches beyond 0..1). */
  readonly region: Box;
  /** False when the model wants a region (a face) that this frame does not have; the bitmap is then the whole frame. */
  readonly regionFound: boolean;
};

export type FrameUp =
  /** The tenant exists here and wants frames of this size and region; sent when it is loaded. */
  | {
      readonly kind: 'want';
      readonly tenantId: string;
      readonly width: number;
      readonly height: number;
      readonly region: 'frame' | 'face';
      readonly regionScale: number;
    }
  /** Frame received: the next one may be sent. */
  | { readonly kind: 'taken'; readonly tenantId: string; readonly frameNumber: number }
  /** The tenant was unloaded: no more frames for it. */
  | { readonly kind: 'unwant'; readonly tenantId: string }
  /** Newest decoded result, at most one per `RESULT_INTERVAL_MS` and tenant. */
  | { readonly kind: 'result'; readonly tenantId: string; readonly result: FramedResult };

/** Results are for eyes: 20 a second are enough, and each costs the UI thread a message. */
export const RESULT_INTERVAL_MS = 50;
