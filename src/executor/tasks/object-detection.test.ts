import { describe, expect, it } from 'vitest';
import type { DetectedObject } from '../../domain/result';
import { decodeContext, imageModel, WHOLE_FRAME } from '../../testing/decoding';
import { objectDetection } from './object-detection';

const cocoSsd = imageModel('COCO-SSD', { shape: [1, 300, 300, 3], range: [-1, 1] });
const BOXES = 30;

interface Seen {
  readonly box: number;
  /** Class id of COCO, from 1. */
  readonly id: number;
  readonly score: number;
  /** y, x of the top left and y, x of the bottom right corner. */
  readonly corners: readonly [number, number, number, number];
}

function decode(seen: readonly Seen[], region = WHOLE_FRAME) {
  const scores = new Float32Array(BOXES * 90);
  const boxes = new Float32Array(BOXES * 4);
  for (const { box, id, score, corners } of seen) {
    scores[box * 90 + id - 1] = score;
    boxes.set(corners, box * 4);
  }
  const outputs = [
    { shape: [1, BOXES, 1, 4], data: boxes },
    { shape: [1, BOXES, 90], data: scores },
  ];
  return objectDetection.decode(outputs, decodeContext(cocoSsd, { region }));
}

function objectsIn(...given: Parameters<typeof decode>): readonly DetectedObject[] {
  const result = decode(...given);
  return result.kind === 'objects' ? result.objects : [];
}

const LEFT = [0.25, 0, 0.75, 0.5] as const;
const RIGHT = [0.25, 0.5, 0.75, 1] as const;

describe('object detection', () => {
  it('reads y before x and counts classes from 1', () => {
    expect(objectsIn([{ box: 3, id: 1, score: 0.75, corners: [0.25, 0.125, 0.75, 0.25] }])).toEqual([
      { label: 'person', score: 0.75, box: { x: 0.125, y: 0.25, width: 0.125, height: 0.5 } },
    ]);
  });

  it('knows the gaps in COCO’s numbers: 13, 47, 90', () => {
    const labels = [13, 47, 90].map((id) => objectsIn([{ box: 0, id, score: 0.9, corners: LEFT }])[0]?.label);
    expect(labels).toEqual(['stop sign', 'cup', 'toothbrush']);
  });

  it('leaves out a class that was never trained', () => {
    expect(decode([{ box: 0, id: 12, score: 0.9, corners: LEFT }]).kind).toBe('nothing');
  });

  it('keeps the best of overlapping boxes of a class, and both of different classes, best first', () => {
    const found = objectsIn([
      { box: 0, id: 17, score: 0.75, corners: LEFT },
      { box: 1, id: 17, score: 0.625, corners: [0.25, 0.0625, 0.75, 0.5] },
      { box: 2, id: 18, score: 0.875, corners: LEFT },
      { box: 3, id: 17, score: 0.5625, corners: RIGHT },
    ]);
    expect(found.map(({ label, score }) => [label, score])).toEqual([
      ['dog', 0.875],
      ['cat', 0.75],
      ['cat', 0.5625],
    ]);
  });

  it('maps boxes through a letterboxed region', () => {
    const [object] = objectsIn([{ box: 0, id: 1, score: 0.75, corners: LEFT }], {
      x: 0,
      y: -0.5,
      width: 1,
      height: 2,
    });
    expect(object?.box).toEqual({ x: 0, y: 0, width: 0.5, height: 1 });
  });

  it('keeps the twenty best', () => {
    const row = Array.from({ length: 25 }, (_, box) => ({
      box,
      id: 1,
      score: 0.5 + box / 64,
      corners: [0, box / 32, 1, (box + 1) / 32] as const,
    }));
    const found = objectsIn(row);
    expect(found).toHaveLength(20);
    expect(found.at(-1)?.score).toBe(0.5 + 5 / 64);
  });

  it('says "no object" below half', () => {
    expect(decode([{ box: 0, id: 1, score: 0.49, corners: LEFT }])).toEqual({
      kind: 'nothing',
      reason: 'no object',
    });
    expect(decode([{ box: 0, id: 1, score: 0.51, corners: LEFT }]).kind).toBe('objects');
  });

  it('refuses a score that is not finite and a network without scores', () => {
    expect(() => decode([{ box: 0, id: 1, score: NaN, corners: LEFT }])).toThrow(
      'COCO-SSD returned NaN at 0',
    );
    const context = decodeContext(cocoSsd);
    expect(() => objectDetection.decode([{ shape: [1, 2], data: new Float32Array(2) }], context)).toThrow(
      'COCO-SSD returned no scores',
    );
  });
});
