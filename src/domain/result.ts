/**
 * Decoded results: what a model saw, in words that can be drawn.
 * Coordinates are fractions of the scene frame, origin top left, x right, y down; they may leave 0..1 when the
 * thing found reaches beyond the frame.
 */

/** Axis-aligned rectangle in fractions of the frame. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface NamedPoint extends Point {
  readonly name: string;
  /** Confidence 0..1. */
  readonly score: number;
}

export interface DetectedFace {
  readonly box: Box;
  /** Confidence 0..1. */
  readonly score: number;
  /** Right eye, left eye, nose, mouth, right ear, left ear (the person's right). */
  readonly keypoints: readonly Point[];
}

interface ClassScore {
  readonly label: string;
  /** 0..1. */
  readonly score: number;
}

export type Result =
  | { readonly kind: 'faces'; readonly faces: readonly DetectedFace[] }
  /** `points`: x, y pairs in fractions of the frame; `score`: face presence 0..1. */
  | { readonly kind: 'landmarks'; readonly score: number; readonly points: Float32Array }
  | { readonly kind: 'pose'; readonly score: number; readonly keypoints: readonly NamedPoint[] }
  | {
      readonly kind: 'mask';
      /** Samples across and down; row-major; 0 background … 255 person. */
      readonly width: number;
      readonly height: number;
      readonly alpha: Uint8Array;
      /** Where the mask lies in the frame (a letterboxed input reaches beyond it). */
      readonly region: Box;
      /** Share of the frame with alpha ≥ 128. */
      readonly coverageFraction: number;
    }
  /** `region`: what was classified. Best first. */
  | { readonly kind: 'classes'; readonly region: Box; readonly classes: readonly ClassScore[] }
  /** The model ran and found none of what it looks for: "no face". */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** Ran on random numbers: outputs are finite but mean nothing, so only their size is told. */
  | { readonly kind: 'tensors'; readonly outputs: readonly { readonly shape: readonly number[] }[] };

/** A result with the frame it was computed on; `frameNumber` is null for random input. */
export interface FramedResult {
  readonly frameNumber: number | null;
  readonly result: Result;
}
