import { describe, expect, it } from 'vitest';
import type { Result } from '../../domain/result';
import { pointersOf } from './label-target';
import { SegmentMiddles } from './segment-tint';

const frame = { x: 10, y: 20, width: 100, height: 50 };
const box = { x: 0.2, y: 0.4, width: 0.1, height: 0.2 };
const pointers = (result: Result) => pointersOf(result, frame, new SegmentMiddles());

describe('the labels of a result', () => {
  it('stand at each object, the best four', () => {
    const objects = Array.from({ length: 6 }, () => ({ label: 'cup', score: 0.9, box }));
    const labels = pointers({ kind: 'objects', objects });
    expect(labels).toHaveLength(4);
    expect(labels[0]?.text).toBe('cup 0.90');
    expect(labels[0]?.target.x).toBeCloseTo(30);
    expect(labels[0]?.target.y).toBeCloseTo(40);
  });

  it('stand in the middle of each class', () => {
    const labels = pointers({
      kind: 'segments',
      width: 2,
      height: 1,
      classOf: Uint8Array.of(0, 8),
      region: { x: 0, y: 0, width: 1, height: 1 },
      classes: [{ index: 8, label: 'cat', coverageFraction: 0.5 }],
    });
    expect(labels).toHaveLength(1);
    expect(labels[0]?.target.x).toBeCloseTo(10 + 75);
    expect(labels[0]?.target.y).toBeCloseTo(20 + 25);
    expect(labels[0]?.side).toBe('on');
  });

  it('stand beside both eyes, around a hand, below a face that was judged', () => {
    const iris = [{ x: 0.3, y: 0.5 }];
    const eye = { side: 'left', contour: new Float32Array(0), iris } as const;
    const other = { ...eye, iris: [{ x: 0.5, y: 0.5 }] };
    expect(pointers({ kind: 'eyes', eyes: [eye, other] })[0]?.target.width).toBeCloseTo(20);
    const hand = { box, score: 0.9, keypoints: [] };
    expect(pointers({ kind: 'hands', hands: [hand] })[0]?.side).toBe('above');
    const gender = { label: 'female', score: 1 };
    const judged: Result = {
      kind: 'attributes',
      region: box,
      ageYears: 34,
      gender,
      embedding: new Float32Array(0),
    };
    expect(pointers(judged)[0]?.side).toBe('below');
  });

  it('are none where nothing was found, and none for what stands in an inset or in the roll', () => {
    const pixels = new Uint8ClampedArray(0);
    for (const result of [
      { kind: 'nothing', reason: 'no hand' },
      { kind: 'notes', startSeconds: 0, endSeconds: 2, notes: [] },
      { kind: 'upscaled', region: box, factor: 2, width: 2, height: 2, after: pixels, before: pixels },
      { kind: 'objects', objects: [] },
    ] as const) {
      expect(pointers(result)).toEqual([]);
    }
  });
});
