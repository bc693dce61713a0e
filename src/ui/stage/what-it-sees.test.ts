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

  it('tells the shapes that random input gave', () => {
    expect(sightOf({ kind: 'tensors', outputs: [{ shape: [1, 7] }] })).toBe('random input → 1×7');
  });
});
