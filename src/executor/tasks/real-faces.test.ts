/**
 * The networks of faces on pictures whose content is known: an astronaut (one happy woman), a cup of coffee, a cat. Proves
 * anchors, channel order, ranges, mirrors and thresholds, which no synthetic array can.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Box, DetectedFace, EyeLandmarks, Point } from '../../domain/result';
import { expectInside, expectKind, middleOf, onlyFaceOf } from '../../testing/expectations';
import { cut, letterbox, type Picture, square } from '../../testing/picture';
import { loadRealNetwork, type RealNetwork, scenePicture } from '../../testing/real-networks';

const astronaut = scenePicture('astronaut');
const coffee = scenePicture('coffee');
const cat = scenePicture('chelsea');

let blazeface: RealNetwork;
let facemesh: RealNetwork;
let emotion: RealNetwork;
let faceres: RealNetwork;
let iris: RealNetwork;

beforeAll(async () => {
  blazeface = await loadRealNetwork('blazeface');
  facemesh = await loadRealNetwork('facemesh');
  emotion = await loadRealNetwork('emotion');
  faceres = await loadRealNetwork('faceres');
  iris = await loadRealNetwork('iris');
}, 60_000);

const onlyFace = async (shown: Picture): Promise<DetectedFace> => onlyFaceOf(await blazeface.see(shown));

/** What a network makes of the face that BlazeFace finds. */
async function seeFace(network: RealNetwork, shown: Picture) {
  const { box } = await onlyFace(shown);
  return network.see(shown, [square(box, network.regionScale, shown)]);
}

describe('the astronaut’s face', () => {
  it('is the only one for BlazeFace, from brow to chin', async () => {
    const { score, box } = await onlyFace(astronaut);
    expect(score).toBeGreaterThan(0.85);
    expect(box.x).toBeCloseTo(0.337, 2);
    expect(box.y).toBeCloseTo(0.144, 2);
    expect(box.width).toBeCloseTo(0.205, 2);
    expect(box.height).toBeCloseTo(0.205, 2);
  });

  it('has eyes, nose, mouth and ears where BlazeFace says', async () => {
    const [rightEye, leftEye, nose, mouth, rightEar, leftEar] = (await onlyFace(astronaut)).keypoints;
    const known = [
      [rightEye, 0.396, 0.199],
      [leftEye, 0.484, 0.201],
      [nose, 0.437, 0.25],
      [mouth, 0.436, 0.291],
      [rightEar, 0.346, 0.217],
      [leftEar, 0.533, 0.223],
    ] as const;
    for (const [point, x, y] of known) {
      expect(point?.x).toBeCloseTo(x, 2);
      expect(point?.y).toBeCloseTo(y, 2);
    }
  });

  it('has 468 landmarks for FaceMesh, in and around it', async () => {
    const face = await onlyFace(astronaut);
    const { points, score } = expectKind(await seeFace(facemesh, astronaut), 'landmarks');
    expect(score).toBeGreaterThan(0.99);
    for (let at = 0; at < points.length; at += 2) {
      expectInside({ x: points[at] ?? NaN, y: points[at + 1] ?? NaN }, face.box, 0.03);
    }
    // landmark 1 is the tip of the nose
    expect(points[2]).toBeCloseTo(face.keypoints[2]?.x ?? NaN, 1);
    expect(points[3]).toBeCloseTo(face.keypoints[2]?.y ?? NaN, 1);
  });

  it('is happy', async () => {
    const { classes } = expectKind(await seeFace(emotion, astronaut), 'classes');
    expect(classes[0]?.label).toBe('happy');
    expect(classes[0]?.score).toBeGreaterThan(0.9);
  });

  it('is a grown woman’s', async () => {
    const { gender, ageYears, embedding } = expectKind(await seeFace(faceres, astronaut), 'attributes');
    expect(gender.label).toBe('female');
    expect(gender.score).toBeGreaterThan(0.6);
    expect(ageYears).toBeGreaterThan(25);
    expect(ageYears).toBeLessThan(45);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });

  it('is described alike in two crops and unlike the cat’s', async () => {
    const { box } = await onlyFace(astronaut);
    const embeddingOf = async (shown: Picture, face: Box, scale: number) =>
      expectKind(await faceres.see(shown, [square(face, scale, shown)]), 'attributes').embedding;
    const hers = await embeddingOf(astronaut, box, 1.4);
    const again = await embeddingOf(astronaut, box, 1.2);
    const cats = await embeddingOf(cat, (await onlyFace(cat)).box, 1.4);
    const likeness = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    expect(likeness(hers, again)).toBeGreaterThan(0.8);
    expect(likeness(hers, cats)).toBeLessThan(likeness(hers, again) - 0.2);
  });
});

describe('the astronaut’s eyes', () => {
  const eyes: { regions: readonly Box[]; seen: readonly EyeLandmarks[]; apart: number } = {
    regions: [],
    seen: [],
    apart: 0,
  };
  let keypoints: readonly Point[];
  /** Lower lid, outer to inner corner, as FaceMesh has it: right eye, left eye. */
  let lids: readonly (readonly Point[])[];

  beforeAll(async () => {
    keypoints = (await onlyFace(astronaut)).keypoints;
    const [right, left] = keypoints.slice(0, 2) as [Point, Point]; // BlazeFace's points start with the eyes
    eyes.apart = Math.hypot(right.x - left.x, right.y - left.y);
    // The picture is square: a side in fractions is the same across and down.
    eyes.regions = [right, left].map(({ x, y }) => ({
      x: x - eyes.apart / 2,
      y: y - eyes.apart / 2,
      width: eyes.apart,
      height: eyes.apart,
    }));
    eyes.seen = expectKind(await iris.see(astronaut, eyes.regions), 'eyes').eyes;
    const { points } = expectKind(await seeFace(facemesh, astronaut), 'landmarks');
    const at = (landmark: number) => ({ x: points[2 * landmark] ?? NaN, y: points[2 * landmark + 1] ?? NaN });
    lids = [
      [33, 7, 163, 144, 145, 153, 154, 155, 133].map(at),
      [263, 249, 390, 373, 374, 380, 381, 382, 362].map(at),
    ];
  });

  it('have each iris where BlazeFace has the eye, its rim around it', () => {
    for (const [side, { iris: points }] of eyes.seen.entries()) {
      const [centre, ...rim] = points;
      expect(centre?.x).toBeCloseTo(keypoints[side]?.x ?? NaN, 2);
      expect(centre?.y).toBeCloseTo(keypoints[side]?.y ?? NaN, 2);
      const radii = rim.map(({ x, y }) => Math.hypot(x - (centre?.x ?? NaN), y - (centre?.y ?? NaN)));
      for (const radius of radii) expect(radius / eyes.apart).toBeCloseTo(0.09, 1);
    }
  });

  it('have their lower lids where FaceMesh has them, the left one too: it is mirrored on the way', () => {
    for (const [side, { contour }] of eyes.seen.entries()) {
      expect(meanDistance(contour, lids[side] ?? [])).toBeLessThan(0.03 * eyes.apart);
    }
  });

  it('would be found worse in the other mirror', async () => {
    const swapped = expectKind(await iris.see(astronaut, eyes.regions.toReversed()), 'eyes').eyes;
    for (const [item, { contour }] of swapped.entries()) {
      // item 0 is now the left eye as it is, whose corners change places
      expect(meanDistance(contour, lids[1 - item]?.toReversed() ?? [])).toBeGreaterThan(0.04 * eyes.apart);
    }
  });

  /** Of the first points of a contour from the given ones. */
  function meanDistance(contour: Float32Array, points: readonly Point[]): number {
    const distances = points.map(({ x, y }, at) =>
      Math.hypot(x - (contour[2 * at] ?? NaN), y - (contour[2 * at + 1] ?? NaN)),
    );
    return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  }
});

describe('a letterboxed frame', () => {
  /** A strip across her face: a frame of 5:2, the face above its middle. */
  const strip: Box = { x: 0, y: 0.1, width: 1, height: 0.4 };
  const wide = cut(astronaut, strip);

  it('reaches beyond 0..1 above and below', () => {
    const region = letterbox(wide);
    expect(region).toMatchObject({ x: 0, width: 1 });
    expect(region.y).toBeCloseTo(-0.75, 1);
    expect(region.height).toBeCloseTo(2.5, 1);
  });

  it('has the face in the same place, now in fractions of that frame', async () => {
    const { box } = await onlyFace(wide);
    const whole = (await onlyFace(astronaut)).box;
    expect(box.x).toBeCloseTo(whole.x, 1);
    expect(box.y).toBeCloseTo((whole.y - strip.y) / strip.height, 1);
    expect(box.height).toBeCloseTo(whole.height / strip.height, 1);
  });

  it('has landmarks on that face', async () => {
    const face = await onlyFace(wide);
    const { points } = expectKind(await seeFace(facemesh, wide), 'landmarks');
    expectInside({ x: points[2] ?? NaN, y: points[3] ?? NaN }, face.box);
  });
});

describe('the cup of coffee', () => {
  it('has no face for BlazeFace', async () => {
    expect(await blazeface.see(coffee)).toEqual({ kind: 'nothing', reason: 'no face' });
  });

  it('has no face for FaceMesh where BlazeFace comes closest to seeing one', async () => {
    const handle: Box = { x: 0.294, y: 0.457, width: 0.228, height: 0.342 }; // score 0.63
    const region = square(handle, 1.5, coffee);
    expect(await facemesh.see(coffee, [region])).toEqual({ kind: 'nothing', reason: 'no face' });
  });

  it('has no attributes and no eyes where no face was found, whatever the networks make of it', async () => {
    const none = { kind: 'nothing', reason: 'no face in this frame' };
    const region = letterbox(coffee);
    expect(await faceres.see(coffee, [region], false)).toEqual(none);
    expect(await iris.see(coffee, [region, region], false)).toEqual(none);
  });
});

describe('the cat', () => {
  it('has one face for BlazeFace, which was never shown an animal', async () => {
    const { score, box } = await onlyFace(cat);
    expect(score).toBeGreaterThan(0.75);
    expectInside(middleOf(box), { x: 0.3, y: 0.3, width: 0.3, height: 0.4 });
  });

  it('has no face for FaceMesh in what BlazeFace takes for one', async () => {
    expect(await seeFace(facemesh, cat)).toEqual({ kind: 'nothing', reason: 'no face' });
  });

  it('has an expression for Emotion, which knows no other answer', async () => {
    expect(await seeFace(emotion, cat)).toMatchObject({ kind: 'classes' });
  });
});
