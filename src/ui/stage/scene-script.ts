/**
 * The scene as data: the pictures in `public/scene/`, where their faces, eyes and hands are, and the shots of the loop. It knows
 * neither time nor pixels on a screen.
 */
import type { Box } from '../../domain/result';

export type PictureId = 'astronaut' | 'coffee' | 'cat' | 'hand';

export interface Picture {
  /** Name inside `public/scene/`. */
  readonly file: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The annotated face in fractions of the picture: ear to ear, hairline to chin. Null: no human face. */
  readonly face: Box | null;
  /** Squares around the eyes, 2.3 × an eye's width, which iris models are trained on; the person's right eye first. */
  readonly eyes: readonly [Box, Box] | null;
  /** The square around the whole body, hips in its middle, though the picture ends above them. Null: no body. */
  readonly body: Box | null;
  /** The annotated hand, wrist to fingertips. Null: no hand to see. */
  readonly hand: Box | null;
}

/** Where the camera looks at an instant of a shot, in picture pixels; the height follows from the frame's 16:9. */
export interface Keyframe {
  readonly atMs: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
}

export interface Shot {
  readonly picture: PictureId;
  readonly durationMs: number;
  readonly keyframes: readonly Keyframe[];
}

export const PICTURES: Readonly<Record<PictureId, Picture>> = {
  astronaut: {
    file: 'astronaut.png',
    width: 512,
    height: 512,
    face: { x: 0.344, y: 0.141, width: 0.188, height: 0.211 },
    // 52 px around (203, 101) and (247.5, 102.5): her eyes are 22.5 px wide, corner to corner.
    eyes: [
      { x: 0.3457, y: 0.1465, width: 0.1016, height: 0.1016 },
      { x: 0.4326, y: 0.1494, width: 0.1016, height: 0.1016 },
    ],
    // 640 px around (236, 302): her hips must be about there, 278 px below the top of her head.
    body: { x: -0.164, y: -0.035, width: 1.25, height: 1.25 },
    hand: null,
  },
  coffee: { file: 'coffee.png', width: 600, height: 400, face: null, eyes: null, body: null, hand: null },
  cat: { file: 'chelsea.png', width: 451, height: 300, face: null, eyes: null, body: null, hand: null },
  hand: {
    file: 'hand.png',
    width: 512,
    height: 384,
    face: null,
    eyes: null,
    body: null,
    hand: { x: 0.318, y: 0.208, width: 0.36, height: 0.584 },
  },
};

/**
 * Mostly the astronaut, because detectors need something to follow: close for the networks of faces, wide enough for those
 * of bodies; one shot tilts down until the face has left. The hand is there for the networks of hands. The coffee and the
 * cat have neither: these views are some in which BlazeFace, FaceMesh, MoveNet and Selfie see no person (checked every half
 * second). Views leave room at both sides: the stage shows a little beyond the frame.
 */
export const SHOTS: readonly Shot[] = [
  {
    picture: 'astronaut',
    durationMs: 16_000,
    keyframes: [
      { atMs: 0, centreX: 256, centreY: 124, width: 384 },
      { atMs: 5500, centreX: 230, centreY: 110, width: 320 },
      { atMs: 11_000, centreX: 256, centreY: 140, width: 456 },
      { atMs: 16_000, centreX: 244, centreY: 122, width: 356 },
    ],
  },
  {
    picture: 'hand',
    durationMs: 4500,
    keyframes: [
      { atMs: 0, centreX: 256, centreY: 190, width: 512 },
      { atMs: 4500, centreX: 254, centreY: 194, width: 490 },
    ],
  },
  {
    picture: 'coffee',
    durationMs: 3500,
    keyframes: [
      { atMs: 0, centreX: 300, centreY: 240, width: 530 },
      { atMs: 3500, centreX: 292, centreY: 248, width: 470 },
    ],
  },
  {
    picture: 'astronaut',
    durationMs: 14_000,
    keyframes: [
      { atMs: 0, centreX: 228, centreY: 114, width: 304 },
      { atMs: 4500, centreX: 246, centreY: 132, width: 376 },
      { atMs: 8500, centreX: 250, centreY: 268, width: 376 },
      { atMs: 14_000, centreX: 252, centreY: 140, width: 448 },
    ],
  },
  {
    picture: 'cat',
    durationMs: 3500,
    keyframes: [
      { atMs: 0, centreX: 228, centreY: 178, width: 360 },
      { atMs: 3500, centreX: 238, centreY: 186, width: 334 },
    ],
  },
];
