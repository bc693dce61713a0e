import { describe, expect, it } from 'vitest';
import type { Result } from '../../domain/result';
import { labelOf, sightOf } from './what-it-sees';

const region = { x: 0, y: 0, width: 1, height: 1 };
const face = { box: region, score: 0.976, keypoints: [] };
const happy: Result = {
  kind: 'classes',
  region,
  classes: [
    { label: 'happy', score: 0.81 },
    { label: 'neutral', score: 0.15 },
  ],
};

describe('a result in words', () => {
  it('names the surest face, and how many there are', () => {
    expect(sightOf({ kind: 'faces', faces: [face] })).toBe('1 face, 0.98');
    expect(sightOf({ kind: 'faces', faces: [face, face] })).toBe('2 faces, best 0.98');
    expect(labelOf({ kind: 'faces', faces: [face] })).toBe('face 0.98');
  });

  it('counts the joints that are sure enough', () => {
    const keypoints = [0.9, 0.29].map((score) => ({ name: 'nose', x: 0, y: 0, score }));
    expect(sightOf({ kind: 'pose', score: 0.9, keypoints })).toBe('1/2 joints');
  });

  it('names a second class only when it is worth a word', () => {
    expect(sightOf(happy)).toBe('happy 0.81, neutral 0.15');
    const [best] = happy.classes;
    expect(sightOf({ ...happy, classes: best === undefined ? [] : [best] })).toBe('happy 0.81');
  });

  it('says why there is nothing, with nothing to point at', () => {
    expect(sightOf({ kind: 'nothing', reason: 'no face' })).toBe('no face');
    expect(labelOf({ kind: 'nothing', reason: 'no face' })).toBeNull();
  });

  it('names three objects and counts the rest', () => {
    const objects = ['person', 'cup', 'chair', 'dog'].map((label) => ({ label, score: 0.9, box: region }));
    expect(sightOf({ kind: 'objects', objects })).toBe('person 0.90, cup 0.90, chair 0.90 and 1 more');
    expect(sightOf({ kind: 'objects', objects: objects.slice(0, 1) })).toBe('person 0.90');
  });

  it('says of a hand which one it is, as the network holds', () => {
    const handedness = { label: 'left hand', score: 0.9 };
    const hand: Result = { kind: 'hand-landmarks', score: 0.98, handedness, points: new Float32Array(42) };
    expect(sightOf(hand)).toBe('left hand, 21 points, 0.98');
    expect(labelOf(hand)).toBe('left hand 0.98');
    expect(sightOf({ kind: 'hands', hands: [face] })).toBe('1 hand, 0.98');
  });

  it('marks age and gender as an estimate of the network, everywhere', () => {
    const guess: Result = {
      kind: 'attributes',
      region,
      ageYears: 33.6,
      gender: { label: 'female', score: 0.984 },
      embedding: new Float32Array(0),
    };
    expect(sightOf(guess)).toBe('≈ 34 years, female 0.98, as the network estimates');
    expect(labelOf(guess)).toBe('estimate: ≈ 34 years, female 0.98');
  });

  it('counts eyes, and says when a body is known in three dimensions', () => {
    const eye = { side: 'right', contour: new Float32Array(142), iris: [] } as const;
    expect(sightOf({ kind: 'eyes', eyes: [eye, { ...eye, side: 'left' }] })).toBe('2 eyes, lids and iris');
    expect(sightOf({ kind: 'pose', score: 0.9, keypoints: [], world: [] })).toBe('0/0 joints, also in 3-D');
  });

  it('tells how much of the frame each class covers', () => {
    const classes = [
      { index: 15, label: 'person', coverageFraction: 0.31 },
      { index: 5, label: 'bottle', coverageFraction: 0.02 },
    ];
    const segments: Result = {
      kind: 'segments',
      width: 1,
      height: 1,
      classOf: Uint8Array.of(15),
      region,
      classes,
    };
    expect(sightOf(segments)).toBe('person 31\u202f%, bottle 2\u202f%');
  });

  it('tells the sizes of a picture before and after it was enlarged', () => {
    const pixels = new Uint8ClampedArray(0);
    const upscaled = {
      kind: 'upscaled',
      region,
      factor: 2,
      height: 128,
      after: pixels,
      before: pixels,
    } as const;
    expect(sightOf({ ...upscaled, width: 128 })).toBe('enlarged 2 times, 64² → 128² pixels');
    expect(sightOf({ ...upscaled, width: 256 })).toBe('enlarged 2 times, 128×64 → 256×128 pixels');
  });

  it('counts notes and names those that sound at the end', () => {
    const notes = [
      { pitch: 69, startSeconds: 1, endSeconds: 3, amplitude: 0.7 },
      { pitch: 60, startSeconds: 1, endSeconds: 2, amplitude: 0.7 },
    ];
    expect(sightOf({ kind: 'notes', startSeconds: 1, endSeconds: 3, notes })).toBe(
      '2 notes in 2.0 s, now A4',
    );
  });

  it('tells of unknown outputs the shape, the range and the largest number of the first', () => {
    const output = { name: 'probs', shape: [1, 5], low: 0, high: 0.71234, mean: 0.2, top: [] };
    const top = [{ index: 3, value: 0.71234, label: null }];
    expect(sightOf({ kind: 'numbers', outputs: [{ ...output, top }, output] })).toBe(
      '1×5, 0 to 0.712, most [3] 0.712, and 1 output more',
    );
    const labelled = [{ index: 3, value: 0.71234, label: 'cup' }];
    expect(sightOf({ kind: 'numbers', outputs: [{ ...output, top: labelled }] })).toBe(
      '1×5, 0 to 0.712, most cup 0.712',
    );
  });

  it('tells how far the numbers of a heat map reach, and points at nothing: it stands in an inset', () => {
    const picture = {
      kind: 'picture',
      region,
      width: 4,
      height: 3,
      pixels: new Uint8ClampedArray(48),
    } as const;
    expect(sightOf({ ...picture, scale: { low: -120_000, high: 0.00012 } })).toBe('4×3, -1.2e5 to 1.2e-4');
    expect(sightOf({ ...picture, scale: null })).toBe('picture 4×3');
    expect(labelOf({ ...picture, scale: null })).toBeNull();
  });

  it('tells the shapes that random input gave', () => {
    expect(sightOf({ kind: 'tensors', outputs: [{ shape: [1, 7] }] })).toBe('random input → 1×7');
  });
});
