import { describe, expect, it } from 'vitest';
import { cropOf, faceRegion, letterboxRegion, regionOf, type Want } from './frame-geometry';

const wantsFrame: Want = { width: 256, height: 256, region: 'frame', regionScale: 1 };
const wantsFace: Want = { width: 192, height: 192, region: 'face', regionScale: 1.5 };
const face = { x: 0.3, y: 0.25, width: 0.2, height: 0.4 };

describe('the letterbox', () => {
  it('puts bars above and below the frame in a square input', () => {
    const region = letterboxRegion(256, 256);
    expect(region.x).toBe(0);
    expect(region.width).toBe(1);
    expect(region.height).toBeCloseTo(16 / 9);
    expect(region.y).toBeCloseTo(-(16 / 9 - 1) / 2);
  });

  it('puts bars at both sides in an input that is wider than the frame', () => {
    const region = letterboxRegion(320, 90);
    expect(region.width).toBeCloseTo(2);
    expect(region.x).toBeCloseTo(-0.5);
    expect(region.height).toBe(1);
  });

  it('has no bars in an input of the frame’s shape', () => {
    const region = letterboxRegion(160, 90);
    expect(region.x).toBeCloseTo(0);
    expect(region.y).toBeCloseTo(0);
    expect(region.width).toBeCloseTo(1);
    expect(region.height).toBeCloseTo(1);
  });
});

describe('the region of a face', () => {
  it('is a square in pixels of a 16:9 frame', () => {
    const { width, height } = faceRegion(face, 1.5);
    expect(width * 1600).toBeCloseTo(height * 900);
  });

  it('has the face’s larger side times the scale as its side, in pixels', () => {
    // In a frame of 1600 × 900 px the face is 320 × 360 px.
    expect(faceRegion(face, 1.5).height * 900).toBeCloseTo(540);
    const wide = { x: 0.3, y: 0.4, width: 0.4, height: 0.2 }; // 640 × 180 px
    expect(faceRegion(wide, 1).width * 1600).toBeCloseTo(640);
  });

  it('keeps the face in its centre, also where it reaches beyond the frame', () => {
    const region = faceRegion({ x: 0, y: 0, width: 0.1, height: 0.2 }, 2);
    expect(region.x + region.width / 2).toBeCloseTo(0.05);
    expect(region.y + region.height / 2).toBeCloseTo(0.1);
    expect(region.x).toBeLessThan(0);
  });
});

describe('what a model is given', () => {
  it('is its face when the frame has one', () => {
    expect(regionOf(wantsFace, face)).toEqual({ region: faceRegion(face, 1.5), regionFound: true });
  });

  it('is the whole frame, and said to be no face, when there is none', () => {
    expect(regionOf(wantsFace, null)).toEqual({ region: letterboxRegion(192, 192), regionFound: false });
  });

  it('is the whole frame for a model that wants just that, with a face or without', () => {
    expect(regionOf(wantsFrame, face)).toEqual({ region: letterboxRegion(256, 256), regionFound: true });
    expect(regionOf(wantsFrame, null).regionFound).toBe(true);
  });
});

describe('the pixels of a region', () => {
  const picture = { width: 512, height: 512 };
  const view = { x: 0.25, y: 0.125, width: 0.5, height: 0.28125 }; // 256 × 144 px

  it('are the view, and fill the middle of a letterboxed input', () => {
    const crop = cropOf(letterboxRegion(256, 256), view, picture, wantsFrame);
    expect(crop?.source).toEqual({ x: 128, y: 64, width: 256, height: 144 });
    expect(crop?.target.x).toBeCloseTo(0);
    expect(crop?.target.y).toBeCloseTo(56);
    expect(crop?.target.width).toBeCloseTo(256);
    expect(crop?.target.height).toBeCloseTo(144);
  });

  it('never show what lies beyond the frame, though the picture has it', () => {
    const crop = cropOf({ x: -0.25, y: 0, width: 0.5, height: 1 }, view, picture, {
      width: 100,
      height: 100,
    });
    expect(crop?.source.x).toBe(128);
    expect(crop?.source.width).toBe(64);
    expect(crop?.target).toEqual({ x: 50, y: 0, width: 50, height: 100 });
  });

  it('are as wide as high in the picture when the region is a square of pixels', () => {
    const crop = cropOf(faceRegion(face, 1), view, picture, wantsFace);
    expect(crop?.source.width).toBeCloseTo(crop?.source.height ?? 0);
  });

  it('are none for a region outside the frame', () => {
    expect(cropOf({ x: 1.1, y: 0, width: 0.2, height: 0.2 }, view, picture, wantsFace)).toBeNull();
  });
});
