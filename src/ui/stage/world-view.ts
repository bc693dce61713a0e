/**
 * A body in metres as it looks from a camera that goes round it: turned, a little from above, in perspective. Pure
 * arithmetic; places are fractions of a square, the body's middle near its middle.
 */
import type { Point, WorldPoint } from '../../domain/result';

/** Of the camera's way: as far to either side, and there and back in so long. A full turn would show the back, unseen. */
const SWING = 0.95;
const PERIOD_SECONDS = 12;
const TILT = 0.22;
const CAMERA_METRES = 3.2;
/** Half of the square shows so much at the body's distance. */
const HALF_VIEW_METRES = 1.2;

type Place = Pick<WorldPoint, 'x' | 'y' | 'z'>;

export const swingAt = (seconds: number): number =>
  SWING * Math.sin((2 * Math.PI * seconds) / PERIOD_SECONDS);

/** @param angle of the camera about the vertical axis. */
export function projected({ x, y, z }: Place, angle: number): Point {
  const across = x * Math.cos(angle) + z * Math.sin(angle);
  const away = z * Math.cos(angle) - x * Math.sin(angle);
  const down = y * Math.cos(TILT) - away * Math.sin(TILT);
  const distance = CAMERA_METRES + away * Math.cos(TILT) + y * Math.sin(TILT);
  const scale = CAMERA_METRES / distance / HALF_VIEW_METRES / 2;
  return { x: 0.5 + across * scale, y: 0.5 + down * scale };
}

/** Lines on the floor below the body, as pairs of ends. @param floor metres below the hips. */
export function floorGrid(floor: number): readonly (readonly [Place, Place])[] {
  const reach = 0.55;
  const steps = [-1, -0.5, 0, 0.5, 1].map((step) => step * reach);
  return steps.flatMap((at): readonly (readonly [Place, Place])[] => [
    [
      { x: at, y: floor, z: -reach },
      { x: at, y: floor, z: reach },
    ],
    [
      { x: -reach, y: floor, z: at },
      { x: reach, y: floor, z: at },
    ],
  ]);
}
