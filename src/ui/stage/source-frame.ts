/** A picture that a source shows at an instant: its pixels, the frame in it, and where the things in it are. */

import type { Sights } from '../../domain/region-geometry';
import type { Box } from '../../domain/result';
import type { PictureSource } from '../../domain/scenario';

export interface SourceFrame {
  readonly source: PictureSource;
  /** `missing`: models are given grey. */
  readonly picture: CanvasImageSource | 'missing';
  /** Of the picture, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** The frame's place in the picture, in fractions of it. */
  readonly view: Box;
  /** Whether the picture is turned left to right before anybody sees it; `view` is then the whole picture. */
  readonly mirrored: boolean;
  /** Width over height of the frame, in pixels. */
  readonly aspect: number;
  /** Another number: another shot, in which earlier results mean nothing. */
  readonly cutIndex: number;
  /** Another number: other pixels. */
  readonly version: number;
  readonly sights: Sights;
}

export const WHOLE_VIEW: Box = { x: 0, y: 0, width: 1, height: 1 };
