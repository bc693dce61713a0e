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

export interface DetectedObject {
  readonly box: Box;
  readonly label: string;
  /** Confidence 0..1. */
  readonly score: number;
}

export interface DetectedHand {
  readonly box: Box;
  /** Confidence 0..1. */
  readonly score: number;
  /** Wrist, then the knuckles of index, middle, ring and little finger, then two points of the thumb. */
  readonly keypoints: readonly Point[];
}

export interface EyeLandmarks {
  readonly side: 'right' | 'left';
  /** x, y pairs in fractions of the frame, 71 points: eyelids and brow. */
  readonly contour: Float32Array;
  /** Centre of the iris, then four points of its rim. */
  readonly iris: readonly Point[];
}

/** A played note; seconds on the clock of the sound that the window was cut from. */
export interface Note {
  /** MIDI number: 69 is A4, 440 Hz. */
  readonly pitch: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Mean activation 0..1. */
  readonly amplitude: number;
}

/** A joint of a body in metres from the middle of the hips: x right, y down, z away from the camera. */
export interface WorldPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Confidence 0..1. */
  readonly score: number;
}

export type Result =
  | { readonly kind: 'faces'; readonly faces: readonly DetectedFace[] }
  /** `points`: x, y pairs in fractions of the frame; `score`: face presence 0..1. */
  | { readonly kind: 'landmarks'; readonly score: number; readonly points: Float32Array }
  | {
      readonly kind: 'pose';
      readonly score: number;
      readonly keypoints: readonly NamedPoint[];
      /** The same body in three dimensions, where the network says it. */
      readonly world?: readonly WorldPoint[];
    }
  | { readonly kind: 'objects'; readonly objects: readonly DetectedObject[] }
  | { readonly kind: 'hands'; readonly hands: readonly DetectedHand[] }
  /** `points`: 21 x, y pairs in fractions of the frame; `score`: hand presence 0..1. */
  | {
      readonly kind: 'hand-landmarks';
      readonly score: number;
      readonly handedness: ClassScore;
      readonly points: Float32Array;
    }
  | { readonly kind: 'eyes'; readonly eyes: readonly EyeLandmarks[] }
  | {
      readonly kind: 'attributes';
      readonly region: Box;
      /** As the network estimates it; years. */
      readonly ageYears: number;
      readonly gender: ClassScore;
      /** Unit-length description of the face; its numbers mean nothing alone. */
      readonly embedding: Float32Array;
    }
  | {
      readonly kind: 'segments';
      readonly width: number;
      readonly height: number;
      /** Class of each sample, row-major; 0 is background. */
      readonly classOf: Uint8Array;
      readonly region: Box;
      /** Classes that are there besides the background, largest first, with their share of the frame. */
      readonly classes: readonly {
        readonly index: number;
        readonly label: string;
        readonly coverageFraction: number;
      }[];
    }
  | {
      readonly kind: 'upscaled';
      /** Where the enlarged part lies in the frame. */
      readonly region: Box;
      readonly factor: number;
      /** Of the enlarged picture. */
      readonly width: number;
      readonly height: number;
      /** RGBA, row-major, of `width` × `height`. */
      readonly after: Uint8ClampedArray;
      /** RGBA, row-major, of the input: `width / factor` × `height / factor`. */
      readonly before: Uint8ClampedArray;
    }
  | {
      readonly kind: 'notes';
      /** The window that was listened to, on the sound's clock. */
      readonly startSeconds: number;
      readonly endSeconds: number;
      readonly notes: readonly Note[];
    }
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
  /** Outputs of a custom model as numbers. */
  | { readonly kind: 'numbers'; readonly outputs: readonly OutputNumbers[] }
  /** An output of a custom model as a picture; `scale`: how far its numbers reached when it is a heat map. */
  | {
      readonly kind: 'picture';
      /** Where the input that it was made from lay in the frame. */
      readonly region: Box;
      readonly width: number;
      readonly height: number;
      /** RGBA, row-major. */
      readonly pixels: Uint8ClampedArray;
      readonly scale: { readonly low: number; readonly high: number } | null;
    }
  /** Ran on random numbers: outputs are finite but mean nothing, so only their size is told. */
  | { readonly kind: 'tensors'; readonly outputs: readonly { readonly shape: readonly number[] }[] };

/** One output in a few numbers. */
export interface OutputNumbers {
  readonly name: string;
  readonly shape: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** The largest, best first: place in the flat tensor, the label of that place where labels were given. */
  readonly top: readonly { readonly index: number; readonly value: number; readonly label: string | null }[];
}

/** A result with the frame (picture or stretch of sound) it was computed on; `frameNumber` is null for random input. */
export interface FramedResult {
  readonly frameNumber: number | null;
  readonly result: Result;
}
