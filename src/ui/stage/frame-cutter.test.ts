import { describe, expect, it } from 'vitest';
import { pictureSize } from './frame-cutter';
import { type SourceFrame, WHOLE_VIEW } from './source-frame';

const frame = (width: number, height: number, change: Partial<SourceFrame> = {}): SourceFrame => ({
  source: 'camera',
  picture: 'missing',
  size: { width, height },
  view: WHOLE_VIEW,
  mirrored: false,
  aspect: width / height,
  cutIndex: 0,
  version: 0,
  sights: { face: null, eyes: null, body: null, hand: null },
  ...change,
});

describe('the whole frame beside an input', () => {
  it('is shrunk until its longer side has 640 px, in the frame’s shape', () => {
    expect(pictureSize(frame(1920, 1080))).toEqual({ width: 640, height: 360 });
    expect(pictureSize(frame(1080, 1920))).toEqual({ width: 360, height: 640 });
  });

  it('is never enlarged', () => {
    expect(pictureSize(frame(320, 240))).toEqual({ width: 320, height: 240 });
  });

  it('is of the part that the frame shows', () => {
    const view = { x: 0.5, y: 0.25, width: 0.5, height: 0.5 };
    expect(pictureSize(frame(800, 450, { view }))).toEqual({ width: 400, height: 225 });
  });
});
