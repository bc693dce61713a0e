import { describe, expect, it } from 'vitest';
import type { ImageInput } from './model';
import { cropOf, letterboxRegion, regionsOf, type Sights, squareAround } from './region-geometry';

const image = (region: ImageInput['region'], regionScale = 1, size = 192, batch = 1): ImageInput => ({
  kind: 'image',
  shape: [batch, size, size, 3],
  dtype: 'float32',
  range: [0, 1],
  region,
  regionScale,
});
const none: Sights = { face: null, eyes: null, body: null, hand: null };
const framed = (sights: Sights, aspect = 16 / 9) => ({ sights, aspect });
const WIDE = 16 / 9;
const face = { x: 0.3, y: 0.25, width: 0.2, height: 0.4 };

describe('the letterbox', () => {
  it('puts bars above and below the frame in a square input', () => {
    const region = letterboxRegion(256, 256, WIDE);
    expect(region.x).toBe(0);
    expect(region.width).toBe(1);
    expect(region.height).toBeCloseTo(16 / 9);
    expect(region.y).toBeCloseTo(-(16 / 9 - 1) / 2);
  });

  it('puts bars at both sides in an input that is wider than the frame', () => {
    const region = letterboxRegion(320, 90, WIDE);
    expect(region.width).toBeCloseTo(2);
    expect(region.x).toBeCloseTo(-0.5);
    expect(region.height).toBe(1);
  });

  it('has no bars in an input of the frame’s shape', () => {
    const region = letterboxRegion(160, 90, WIDE);
    expect(region.x).toBeCloseTo(0);
    expect(region.y).toBeCloseTo(0);
    expect(region.width).toBeCloseTo(1);
    expect(region.height).toBeCloseTo(1);
  });
});

describe('the square around a face', () => {
  it('is a square in pixels of a 16:9 frame', () => {
    const { width, height } = squareAround(face, 1.5, WIDE);
    expect(width * 1600).toBeCloseTo(height * 900);
  });

  it('has the face’s larger side times the scale as its side, in pixels', () => {
    // In a frame of 1600 × 900 px the face is 320 × 360 px.
    expect(squareAround(face, 1.5, WIDE).height * 900).toBeCloseTo(540);
    const wide = { x: 0.3, y: 0.4, width: 0.4, height: 0.2 }; // 640 × 180 px
    expect(squareAround(wide, 1, WIDE).width * 1600).toBeCloseTo(640);
  });

  it('keeps the face in its centre, also where it reaches beyond the frame', () => {
    const region = squareAround({ x: 0, y: 0, width: 0.1, height: 0.2 }, 2, WIDE);
    expect(region.x + region.width / 2).toBeCloseTo(0.05);
    expect(region.y + region.height / 2).toBeCloseTo(0.1);
    expect(region.x).toBeLessThan(0);
  });
});

describe('what a model is given', () => {
  it('is its face when the frame has one', () => {
    const given = regionsOf(image('face', 1.5), framed({ ...none, face }));
    expect(given).toEqual({ regions: [squareAround(face, 1.5, WIDE)], regionFound: true });
  });

  it('is the whole frame, and said to be no face, when there is none', () => {
    const given = regionsOf(image('face', 1.5), framed(none));
    expect(given).toEqual({ regions: [letterboxRegion(192, 192, WIDE)], regionFound: false });
  });

  it('is the whole frame for a model that wants just that, with a face or without', () => {
    const given = regionsOf(image('frame', 1, 256), framed({ ...none, face }));
    expect(given).toEqual({ regions: [letterboxRegion(256, 256, WIDE)], regionFound: true });
    expect(regionsOf(image('frame', 1, 256), framed(none))).toEqual(given);
  });

  it('is a square in the middle whose side is a share of the frame’s height', () => {
    const { regions, regionFound } = regionsOf(image('centre', 0.5), framed(none));
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
    const given = regionsOf(image('eyes', 1, 64, 2), framed({ ...none, eyes: [right, left] }));
    expect(given.regionFound).toBe(true);
    expect(given.regions).toHaveLength(2);
    expect(given.regions[0]?.x).toBeCloseTo(0.4);
    expect(given.regions[1]?.x).toBeCloseTo(0.55);
  });

  it('is the middle of the frame, twice, and said to be no eyes, when there are none', () => {
    const { regions, regionFound } = regionsOf(image('eyes', 1, 64, 2), framed(none));
    expect(regionFound).toBe(false);
    expect(regions).toHaveLength(2);
    expect(regions[0]?.height).toBeCloseTo(1);
    expect(regions[0]).toEqual(regions[1]);
  });

  it('is the square around the body, far beyond the frame, or the whole frame', () => {
    const body = { x: -0.2, y: -0.1, width: 1.2, height: 2.1333 };
    const { regions, regionFound } = regionsOf(image('body', 1, 256), framed({ ...none, body }));
    expect(regionFound).toBe(true);
    expect(regions[0]?.y).toBeCloseTo(-0.1, 3);
    expect(regions[0]?.height).toBeCloseTo(2.1333, 3);
    expect(regionsOf(image('body', 1, 256), framed(none))).toEqual({
      regions: [letterboxRegion(256, 256, WIDE)],
      regionFound: false,
    });
  });

  it('is the hand, or the middle of the frame and said to be no hand', () => {
    const hand = { x: 0.2, y: 0.2, width: 0.2, height: 0.5 };
    expect(regionsOf(image('hand', 1.65), framed({ ...none, hand }))).toEqual({
      regions: [squareAround(hand, 1.65, WIDE)],
      regionFound: true,
    });
    expect(regionsOf(image('hand', 1.65), framed(none))).toMatchObject({
      regions: [{ y: 0, height: 1 }],
      regionFound: false,
    });
  });
});

describe('in a frame of another shape', () => {
  const tall = 9 / 16;

  it('the bars stand at the sides of one that is taller than the input', () => {
    const region = letterboxRegion(256, 256, tall);
    expect(region.width).toBeCloseTo(16 / 9);
    expect(region.x).toBeCloseTo(-(16 / 9 - 1) / 2);
    expect(region.height).toBe(1);
  });

  it('there are no bars in a square input of a square frame', () => {
    expect(letterboxRegion(256, 256, 1)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  });

  it('a square of pixels stays one', () => {
    const { width, height } = squareAround(face, 1.5, tall);
    expect(width * 900).toBeCloseTo(height * 1600);
  });

  it('the square in the middle is as wide as a frame that is taller than wide', () => {
    const [region] = regionsOf(image('centre', 1), framed(none, tall)).regions;
    expect(region?.width).toBeCloseTo(1);
    expect(region?.height).toBeCloseTo(tall);
    expect(region?.y).toBeCloseTo((1 - tall) / 2);
  });
});

describe('a model that says itself that nothing is there', () => {
  it('looks at the middle for a face that nobody has found, and counts it as found', () => {
    const { regions, regionFound } = regionsOf(image('face', 1.5), framed(none), true);
    expect(regionFound).toBe(true);
    expect(regions[0]?.height).toBeCloseTo(1);
    expect((regions[0]?.width ?? 0) * WIDE).toBeCloseTo(1);
  });

  it('is given what was found when it was', () => {
    const given = regionsOf(image('face', 1.5), framed({ ...none, face }), true);
    expect(given.regions).toEqual([squareAround(face, 1.5, WIDE)]);
  });
});

describe('the pixels of a region', () => {
  const picture = { width: 512, height: 512 };
  const view = { x: 0.25, y: 0.125, width: 0.5, height: 0.28125 }; // 256 × 144 px

  it('are the view, and fill the middle of a letterboxed input', () => {
    const crop = cropOf(letterboxRegion(256, 256, WIDE), view, picture, { width: 256, height: 256 });
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
    const crop = cropOf(squareAround(face, 1, WIDE), view, picture, { width: 192, height: 192 });
    expect(crop?.source.width).toBeCloseTo(crop?.source.height ?? 0);
  });

  it('are none for a region outside the frame', () => {
    expect(
      cropOf({ x: 1.1, y: 0, width: 0.2, height: 0.2 }, view, picture, { width: 192, height: 192 }),
    ).toBeNull();
  });
});
