/** Where the frame lies on the stage's surface, in CSS pixels. Pure. */
import type { Box } from '../../domain/result';

export interface Surface {
  readonly width: number;
  readonly height: number;
}

/** The frame, of this width over height, as large as it fits, centred; beside it the stage shows a little more of the picture, dimmed. */
export function frameOn({ width, height }: Surface, aspect: number): Box {
  const across = Math.min(width, height * aspect);
  const down = across / aspect;
  return { x: (width - across) / 2, y: (height - down) / 2, width: across, height: down };
}

/** Where on the surface the whole picture lies, when the frame shows `view` of it. */
export function pictureOn(frame: Box, view: Box): Box {
  const width = frame.width / view.width;
  const height = frame.height / view.height;
  return { x: frame.x - view.x * width, y: frame.y - view.y * height, width, height };
}
