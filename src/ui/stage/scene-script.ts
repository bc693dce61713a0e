/**
 * The scene as data: the pictures in `public/scene/`, where their faces are, and the shots of the loop. It knows
 * neither time nor pixels on a screen.
 */
import type { Box } from '../../domain/result';

export type PictureId = 'astronaut' | 'coffee' | 'cat';

export interface Picture {
  /** Name inside `public/scene/`. */
  readonly file: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The annotated face in fractions of the picture: ear to ear, hairline to chin. Null: no human face. */
  readonly face: Box | null;
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
  },
  coffee: { file: 'coffee.png', width: 600, height: 400, face: null },
  cat: { file: 'chelsea.png', width: 451, height: 300, face: null },
};

/**
 * Mostly the astronaut, because detectors need something to follow; the second shot tilts down until the face has
 * left, the coffee and the cat have none. Of those two, these views are some in which no model of the catalog sees a person
 * (checked every half second). Views leave room at both sides: the stage shows a little beyond the frame.
 */
export const SHOTS: readonly Shot[] = [
  {
    picture: 'astronaut',
    durationMs: 16_000,
    keyframes: [
      { atMs: 0, centreX: 256, centreY: 124, width: 384 },
      { atMs: 5500, centreX: 230, centreY: 110, width: 320 },
      { atMs: 11_000, centreX: 266, centreY: 128, width: 372 },
      { atMs: 16_000, centreX: 244, centreY: 122, width: 356 },
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
      { atMs: 14_000, centreX: 248, centreY: 124, width: 376 },
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
