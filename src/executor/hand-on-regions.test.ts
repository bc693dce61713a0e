import { describe, expect, it } from 'vitest';
import type { ImageInput } from '../domain/model';
import { regionsOf, squareAround } from '../domain/region-geometry';
import type { Box, Result } from '../domain/result';
import { evidenceOf } from '../domain/sight-evidence';
import { imageModel } from '../testing/decoding';
import { handedRegions } from './hand-on-regions';

const WIDE = 16 / 9;
const face: Box = { x: 0.3, y: 0.25, width: 0.2, height: 0.4 };
const other: Box = { x: 0.7, y: 0.3, width: 0.1, height: 0.2 };
const eyes = [
  { x: 0.36, y: 0.4 },
  { x: 0.44, y: 0.4 },
];
const faces: Result = {
  kind: 'faces',
  faces: [face, other].map((box, index) => ({ box, score: 0.9 - index / 10, keypoints: eyes })),
};
const objects: Result = {
  kind: 'objects',
  objects: [
    { box: other, label: 'cup', score: 0.9 },
    { box: face, label: 'person', score: 0.8 },
    { box: other, label: 'open hand', score: 0.7 },
  ],
};
const looksAt = (region: ImageInput['region'], regionScale = 1, batch = 1): ImageInput => ({
  ...imageModel('m').input,
  shape: [batch, 64, 64, 3],
  region,
  regionScale,
});

describe('what is cut out for the next model', () => {
  it('is for a face, its eyes and a hand what the page would cut by the same result', () => {
    const cases = [
      [faces, looksAt('face', 1.5)],
      [faces, looksAt('eyes', 1, 2)],
      [objects, looksAt('hand', 1.65)],
    ] as const;
    for (const [result, input] of cases) {
      const sights = evidenceOf(result, WIDE);
      if (sights === null) throw new Error('the result tells of nothing');
      expect(handedRegions(result, input, WIDE)[0]).toEqual(regionsOf(input, { aspect: WIDE, sights }));
    }
  });

  it('is one part for each face, best first', () => {
    const places = handedRegions(faces, looksAt('face', 1.5), WIDE);
    expect(places.map(({ regions }) => regions[0])).toEqual([
      squareAround(face, 1.5, WIDE),
      squareAround(other, 1.5, WIDE),
    ]);
  });

  it('is a square with room around a person for a pose, and no cup', () => {
    for (const region of ['frame', 'body'] as const) {
      const places = handedRegions(objects, looksAt(region), WIDE);
      expect(places.map(({ regions }) => regions[0])).toEqual([squareAround(face, 1.25, WIDE)]);
    }
  });

  it('is every object for a model that enlarges', () => {
    expect(handedRegions(objects, looksAt('centre', 0.3), WIDE)).toHaveLength(3);
  });

  it('is nothing where nothing was found, or nothing of the kind', () => {
    const nothing: Result = { kind: 'nothing', reason: 'no face' };
    for (const region of ['frame', 'centre', 'face', 'eyes', 'hand', 'body'] as const) {
      expect(handedRegions(nothing, looksAt(region), WIDE)).toEqual([]);
    }
    expect(handedRegions(faces, looksAt('hand'), WIDE)).toEqual([]);
    expect(handedRegions(faces, looksAt('body'), WIDE)).toEqual([]);
  });
});
