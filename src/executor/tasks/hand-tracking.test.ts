import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { handTracking } from './hand-tracking';

const handtrack = imageModel('Hand tracker', { shape: [1, 320, 320, 3] });

/** One box, the left half, with a score in one of the seven columns. */
function decode(column: number, score: number, boxes = 12_804) {
  const scores = new Float32Array(boxes * 7);
  scores[7 * 5 + column] = score;
  const corners = new Float32Array(boxes * 4);
  corners.set([0, 0, 1, 0.5], 4 * 5);
  return handTracking.decode(
    [
      { shape: [1, boxes, 7], data: scores },
      { shape: [1, boxes, 1, 4], data: corners },
    ],
    decodeContext(handtrack),
  );
}

describe('hand tracking', () => {
  it('names its classes in the order of handtrackjs', () => {
    const labels = Array.from({ length: 7 }, (_, column) => {
      const result = decode(column, 0.75);
      return result.kind === 'objects' ? result.objects[0]?.label : result.kind;
    });
    expect(labels).toEqual([
      'open hand',
      'closed hand',
      'pinch',
      'pointing hand',
      'face',
      'fingertip',
      'pinch tip',
    ]);
  });

  it('takes as many boxes as the size of its input gives', () => {
    expect(decode(0, 0.75, 51_150)).toEqual({
      kind: 'objects',
      objects: [{ label: 'open hand', score: 0.75, box: { x: 0, y: 0, width: 0.5, height: 1 } }],
    });
  });

  it('says "no hand" below 0.6', () => {
    expect(decode(0, 0.59)).toEqual({ kind: 'nothing', reason: 'no hand' });
    expect(decode(0, 0.61).kind).toBe('objects');
  });
});
