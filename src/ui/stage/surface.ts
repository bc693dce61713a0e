/** Where the frame lies on the stage's surface, in CSS pixels. Pure. */
import type { Box } from '../../domain/result';
import { FRAME_ASPECT } from './scene';

export interface Surface {
  readonly width: number;
  readonly height: number;
}

/** The frame as large as it fits, centred; beside it the stage shows a little more of the picture, dimmed. */
export function frameOn({ width, height }: Surface): Box {
  const across = Math.min(width, height * FRAME_ASPECT);
  const down = across / FRAME_ASPECT;
  return { x: (width - across) / 2, y: (height - down) / 2, width: across, height: down };
}

/** Where on the surface the whole picture lies, when the frame shows `view` of it. */
export function pictureOn(frame: Box, view: Box): Box {
  const width = frame.width / view.width;
  const height = frame.height / view.height;
  return { x: frame.x - view.x * width, y: frame.y - view.y * height, width, height };
}
