/**
 * The networks of hands on a hand (the back of a right one, upright) and on three pictures without any. Proves anchors,
 * which output is which, and which hand is called right.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Box, Point } from '../../domain/result';
import { expectInside, expectKind, sharedFraction } from '../../testing/expectations';
import { letterbox, mirror, type Picture, square } from '../../testing/picture';
import { loadRealNetwork, type RealNetwork, scenePicture } from '../../testing/real-networks';

const hand = scenePicture('hand');
/** Wrist to fingertips, from the transparent original. */
const HAND: Box = { x: 0.318, y: 0.208, width: 0.36, height: 0.583 };
const HANDLESS = ['astronaut', 'coffee', 'chelsea'] as const;
const nothing = { kind: 'nothing', reason: 'no hand' };

let palms: RealNetwork;
let landmarks: RealNetwork;
let tracker: RealNetwork;

beforeAll(async () => {
  palms = await loadRealNetwork('handdetect');
  landmarks = await loadRealNetwork('handlandmark-lite');
  tracker = await loadRealNetwork('handtrack');
}, 60_000);

const seeLandmarks = async (shown: Picture, box: Box) =>
  expectKind(await landmarks.see(shown, [square(box, landmarks.regionScale, shown)]), 'hand-landmarks');

const pointsOf = (values: Float32Array): readonly Point[] =>
  Array.from({ length: values.length / 2 }, (_, at) => ({
    x: values[2 * at] ?? NaN,
    y: values[2 * at + 1] ?? NaN,
  }));

describe('the hand', () => {
  it('has one palm, inside it, with the wrist below the knuckles and the thumb to the left', async () => {
    const { hands } = expectKind(await palms.see(hand), 'hands');
    expect(hands).toHaveLength(1);
    const [{ box, score, keypoints } = { box: HAND, score: 0, keypoints: [] }] = hands;
    expect(score).toBeGreaterThan(0.999);
    expectInside({ x: box.x, y: box.y }, HAND, 0.05);
    expectInside({ x: box.x + box.width, y: box.y + box.height }, HAND, 0.05);
    const [wrist, index, middle, ring, little, thumb] = keypoints;
    for (const knuckle of [index, middle, ring, little]) expect(knuckle?.y).toBeLessThan(wrist?.y ?? NaN);
    expect(index?.x).toBeLessThan(middle?.x ?? NaN);
    expect(middle?.x).toBeLessThan(ring?.x ?? NaN);
    expect(ring?.x).toBeLessThan(little?.x ?? NaN);
    expect(thumb?.x).toBeLessThan(wrist?.x ?? NaN);
  });

  it('has twenty-one points within, fingertips above their knuckles, the thumb on the left', async () => {
    const { points, score } = await seeLandmarks(hand, HAND);
    expect(score).toBeGreaterThan(0.9);
    const all = pointsOf(points);
    expect(all).toHaveLength(21);
    for (const point of all) expectInside(point, HAND, 0.03);
    for (const knuckle of [5, 9, 13, 17]) expect(all[knuckle + 3]?.y).toBeLessThan(all[knuckle]?.y ?? NaN);
    const thumbTip = all[4];
    for (const other of all.filter((_, at) => at > 4)) expect(thumbTip?.x).toBeLessThan(other.x);
    expect(all[0]?.y).toBeGreaterThan(all[9]?.y ?? NaN); // the wrist is below the middle knuckle
  });

  it('is a right hand, and a left one in a mirror', async () => {
    expect((await seeLandmarks(hand, HAND)).handedness.label).toBe('right hand');
    const mirrored = { ...HAND, x: 1 - HAND.x - HAND.width };
    expect((await seeLandmarks(mirror(hand), mirrored)).handedness.label).toBe('left hand');
  });

  it('is open for the hand tracker, in a box of its size', async () => {
    const { objects } = expectKind(await tracker.see(hand), 'objects');
    expect(objects).toHaveLength(1);
    expect(objects[0]?.label).toBe('open hand');
    expect(sharedFraction(objects[0]?.box ?? HAND, HAND)).toBeGreaterThan(0.7);
  });
});

describe.each(HANDLESS)('the picture %s', (name) => {
  const shown = scenePicture(name);

  it('has no hand for the palm detector', async () => {
    expect(await palms.see(shown)).toEqual(nothing);
  });

  it('has no hand for the landmark network, nor one in this frame when none was found', async () => {
    const whole = [letterbox(shown)];
    expect(await landmarks.see(shown, whole)).toEqual(nothing);
    expect(await landmarks.see(shown, whole, false)).toEqual({
      kind: 'nothing',
      reason: 'no hand in this frame',
    });
  });
});

describe('the hand tracker', () => {
  it('sees no hand in coffee and cat', async () => {
    for (const name of ['coffee', 'chelsea']) expect(await tracker.see(scenePicture(name))).toEqual(nothing);
  });

  it('sees the astronaut’s face and calls it one', async () => {
    const { objects } = expectKind(await tracker.see(scenePicture('astronaut')), 'objects');
    expect(objects.map(({ label }) => label)).toEqual(['face']);
  });
});
