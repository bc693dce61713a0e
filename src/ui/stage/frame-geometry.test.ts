import { describe, expect, it } from 'vitest';
import type { ImageInput } from '../../domain/model';
import { cropOf, letterboxRegion, regionsOf, squareAround } from './frame-geometry';

const image = (region: ImageInput['region'], regionScale = 1, size = 192, batch = 1): ImageInput => ({
  kind: 'image',
  shape: [batch, size, size, 3],
  dtype: 'float32',
  range: [0, 1],
  region,
  regionScale,
});
const none = { face: null, eyes: null, body: null, hand: null };
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

describe('the square around a face', () => {
  it('is a square in pixels of a 16:9 frame', () => {
    const { width, height } = squareAround(face, 1.5);
    expect(width * 1600).toBeCloseTo(height * 900);
  });

  it('has the face’s larger side times the scale as its side, in pixels', () => {
    // In a frame of 1600 × 900 px the face is 320 × 360 px.
    expect(squareAround(face, 1.5).height * 900).toBeCloseTo(540);
    const wide = { x: 0.3, y: 0.4, width: 0.4, height: 0.2 }; // 640 × 180 px
    expect(squareAround(wide, 1).width * 1600).toBeCloseTo(640);
  });

  it('keeps the face in its centre, also where it reaches beyond the frame', () => {
    const region = squareAround({ x: 0, y: 0, width: 0.1, height: 0.2 }, 2);
    expect(region.x + region.width / 2).toBeCloseTo(0.05);
    expect(region.y + region.height / 2).toBeCloseTo(0.1);
    expect(region.x).toBeLessThan(0);
  });
});

describe('what a model is given', () => {
  it('is its face when the frame has one', () => {
    const given = regionsOf(image('face', 1.5), { ...none, face });
    expect(given).toEqual({ regions: [squareAround(face, 1.5)], regionFound: true });
  });

  it('is the whole frame, and said to be no face, when there is none', () => {
    const given = regionsOf(image('face', 1.5), none);
    expect(given).toEqual({ regions: [letterboxRegion(192, 192)], regionFound: false });
  });

  it('is the whole frame for a model that wants just that, with a face or without', () => {
    const given = regionsOf(image('frame', 1, 256), { ...none, face });
    expect(given).toEqual({ regions: [letterboxRegion(256, 256)], regionFound: true });
    expect(regionsOf(image('frame', 1, 256), none)).toEqual(given);
  });

  it('is a square in the middle whose side is a share of the frame’s height', () => {
    const { regions, regionFound } = regionsOf(image('centre', 0.5), none);
    const [{ x, y, width, height } = face] = regions;
    expect(regionFound).toBe(true);
    expect(height).toBeCloseTo(0.5);
    expect(width * 1600).toBeCloseTo(height * 900);
    expect(x + width / 2).toBeCloseTo(0.5);
    expect(y + height / 2).toBeCloseTo(0.5);
  });

  it('is both eyes, the right one first, in a batch of two', () => {
    const right = { x: 0.4, y: 0.3, width: 0.09, height: 0.16 };
    const left = { ...right, x: 0.55 };
    const given = regionsOf(image('eyes', 1, 64, 2), { ...none, eyes: [right, left] });
    expect(given.regionFound).toBe(true);
    expect(given.regions).toHaveLength(2);
    expect(given.regions[0]?.x).toBeCloseTo(0.4);
    expect(given.regions[1]?.x).toBeCloseTo(0.55);
  });

  it('is the middle of the frame, twice, and said to be no eyes, when there are none', () => {
    const { regions, regionFound } = regionsOf(image('eyes', 1, 64, 2), none);
    expect(regionFound).toBe(false);
    expect(regions).toHaveLength(2);
    expect(regions[0]?.height).toBeCloseTo(1);
    expect(regions[0]).toEqual(regions[1]);
  });

  it('is the square around the body, far beyond the frame, or the whole frame', () => {
    const body = { x: -0.2, y: -0.1, width: 1.2, height: 2.1333 };
    const { regions, regionFound } = regionsOf(image('body', 1, 256), { ...none, body });
    expect(regionFound).toBe(true);
    expect(regions[0]?.y).toBeCloseTo(-0.1, 3);
    expect(regions[0]?.height).toBeCloseTo(2.1333, 3);
    expect(regionsOf(image('body', 1, 256), none)).toEqual({
      regions: [letterboxRegion(256, 256)],
      regionFound: false,
    });
  });

  it('is the hand, or the middle of the frame and said to be no hand', () => {
    const hand = { x: 0.2, y: 0.2, width: 0.2, height: 0.5 };
    expect(regionsOf(image('hand', 1.65), { ...none, hand })).toEqual({
      regions: [squareAround(hand, 1.65)],
      regionFound: true,
    });
    expect(regionsOf(image('hand', 1.65), none)).toMatchObject({
      regions: [{ y: 0, height: 1 }],
      regionFound: false,
    });
  });
});

describe('the pixels of a region', () => {
  const picture = { width: 512, height: 512 };
  const view = { x: 0.25, y: 0.125, width: 0.5, height: 0.28125 }; // 256 × 144 px

  it('are the view, and fill the middle of a letterboxed input', () => {
    const crop = cropOf(letterboxRegion(256, 256), view, picture, { width: 256, height: 256 });
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
    const crop = cropOf(squareAround(face, 1), view, picture, { width: 192, height: 192 });
    expect(crop?.source.width).toBeCloseTo(crop?.source.height ?? 0);
  });

  it('are none for a region outside the frame', () => {
    expect(
      cropOf({ x: 1.1, y: 0, width: 0.2, height: 0.2 }, view, picture, { width: 192, height: 192 }),
    ).toBeNull();
  });
});
