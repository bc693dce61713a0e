import { describe, expect, it } from 'vitest';
import { frameOn, pictureOn } from './surface';

describe('the surface of the stage', () => {
  it('holds the whole frame, centred, whatever its shape', () => {
    expect(frameOn({ width: 320, height: 90 }, 16 / 9)).toEqual({ x: 80, y: 0, width: 160, height: 90 });
    expect(frameOn({ width: 160, height: 100 }, 16 / 9)).toEqual({ x: 0, y: 5, width: 160, height: 90 });
    expect(frameOn({ width: 160, height: 90 }, 1)).toEqual({ x: 35, y: 0, width: 90, height: 90 });
  });

  it('lays the picture so that the frame shows just the view', () => {
    const frame = { x: 80, y: 0, width: 160, height: 90 };
    const place = pictureOn(frame, { x: 0.25, y: 0.5, width: 0.5, height: 0.25 });
    expect(place).toEqual({ x: 0, y: -180, width: 320, height: 360 });
  });
});
