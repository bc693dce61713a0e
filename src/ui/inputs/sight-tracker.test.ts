import { describe, expect, it } from 'vitest';
import type { Box, NamedPoint, Result } from '../../domain/result';
import { SightTracker } from './sight-tracker';

const WIDE = 16 / 9;
const middleOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
const faceResult = (x: number): Result => ({
  kind: 'faces',
  faces: [
    {
      box: { x, y: 0.2, width: 0.2, height: 0.4 },
      score: 0.9,
      keypoints: [
        { x: x + 0.06, y: 0.35 },
        { x: x + 0.14, y: 0.35 },
      ],
    },
  ],
});
const joint = (name: string, x: number, y: number, score = 0.9): NamedPoint => ({ name, x, y, score });
const pose = (...keypoints: NamedPoint[]): Result => ({ kind: 'pose', score: 0.9, keypoints });
/** 468 points on an ellipse around a middle, eye corners where FaceMesh has them. */
function mesh(x: number, y: number): Result {
  const points = new Float32Array(936);
  for (let point = 0; point < 468; point += 1) {
    points[2 * point] = x + 0.1 * Math.cos(point);
    points[2 * point + 1] = y + 0.2 * Math.sin(point);
  }
  const eye = (point: number, at: number) => points.set([at, y - 0.05], 2 * point);
  eye(33, x - 0.06);
  eye(133, x - 0.03);
  eye(362, x + 0.03);
  eye(263, x + 0.06);
  return { kind: 'landmarks', score: 1, points };
}

function seen(result: Result, aspect = WIDE) {
  const tracker = new SightTracker();
  tracker.sightsAt(0, 0);
  tracker.accept(result, aspect, 0);
  return tracker.sightsAt(10, 0);
}

describe('what is known of a live picture', () => {
  it('is nothing before the first result', () => {
    expect(new SightTracker().sightsAt(0, 0)).toEqual({ face: null, eyes: null, body: null, hand: null });
  });

  it('is the detected face, and squares of pixels around its eyes, the person’s right one first', () => {
    const { face, eyes } = seen(faceResult(0.4));
    expect(face).toEqual({ x: 0.4, y: 0.2, width: 0.2, height: 0.4 });
    const [right, left] = eyes ?? [];
    expect(middleOf(right as Box).x).toBeCloseTo(0.46);
    expect(middleOf(left as Box).x).toBeCloseTo(0.54);
    expect((right as Box).width * WIDE).toBeCloseTo((right as Box).height);
    expect((right as Box).height).toBeCloseTo(1.17 * 0.08 * WIDE);
  });

  it('is the next face around landmarks, with 2.3 widths of an eye around each', () => {
    const { face, eyes } = seen(mesh(0.5, 0.5));
    expect(middleOf(face as Box).x).toBeCloseTo(0.5, 2);
    expect(face?.height).toBeCloseTo(0.4, 2);
    expect(eyes?.[0].height).toBeCloseTo(2.3 * 0.03 * WIDE);
    expect(middleOf(eyes?.[0] as Box).x).toBeCloseTo(0.455);
  });

  it('is a face below the eyes of a body, a body around its hips, and a hand beyond its wrist', () => {
    const { face, body, hand } = seen(
      pose(
        joint('nose', 0.5, 0.24),
        joint('right eye', 0.48, 0.2),
        joint('left eye', 0.52, 0.2),
        joint('right hip', 0.46, 0.6),
        joint('left hip', 0.54, 0.6),
        joint('left ankle', 0.5, 0.98),
        joint('right elbow', 0.3, 0.5),
        joint('right wrist', 0.3, 0.3),
      ),
    );
    const apart = 0.04 * WIDE;
    expect(middleOf(face as Box).y).toBeCloseTo(0.2 + 0.55 * apart);
    expect(face?.height).toBeCloseTo(2.4 * apart);
    expect(middleOf(body as Box)).toEqual({ x: expect.closeTo(0.5), y: expect.closeTo(0.6) });
    expect(body?.height).toBeCloseTo(2.5 * Math.hypot(0.2 * WIDE, 0.3));
    expect(middleOf(hand as Box)).toEqual({ x: expect.closeTo(0.3), y: expect.closeTo(0.23) });
    expect(hand?.height).toBeCloseTo(0.16);
  });

  it('guesses the hips of a body that is seen from the waist up', () => {
    const { body } = seen(pose(joint('right shoulder', 0.4, 0.5), joint('left shoulder', 0.6, 0.5)));
    expect(middleOf(body as Box).y).toBeCloseTo(0.5 + 1.4 * 0.2 * WIDE);
  });

  it('takes no joint that is a guess', () => {
    expect(seen(pose(joint('right eye', 0.4, 0.2, 0.2), joint('left eye', 0.5, 0.2))).face).toBeNull();
  });

  it('is the hand around a palm, half a palm towards the fingers', () => {
    const palm = { x: 0.4, y: 0.6, width: 0.1, height: 0.1 };
    const keypoints = [
      { x: 0.45, y: 0.7 },
      { x: 0.42, y: 0.6 },
      { x: 0.45, y: 0.6 },
    ];
    const { hand } = seen({ kind: 'hands', hands: [{ box: palm, score: 0.99, keypoints }] }, 1);
    expect(middleOf(hand as Box)).toEqual({ x: expect.closeTo(0.45), y: expect.closeTo(0.6) });
    expect((hand as Box).height * 1.65).toBeCloseTo(2.6 * 0.1);
  });

  it('is the hand that the hand tracker found, never the face that it found too', () => {
    const box = { x: 0.1, y: 0.1, width: 0.2, height: 0.2 };
    const objects = (label: string): Result => ({ kind: 'objects', objects: [{ box, label, score: 0.9 }] });
    expect(seen(objects('open hand')).hand).toEqual(box);
    expect(seen(objects('face'))).toEqual({ face: null, eyes: null, body: null, hand: null });
    expect(seen(objects('person')).hand).toBeNull();
  });
});

describe('the tracker', () => {
  function setUp() {
    const tracker = new SightTracker();
    tracker.sightsAt(0, 0);
    return tracker;
  }

  it('prefers a detector to landmarks of the same instant, and newer landmarks to an old detection', () => {
    const tracker = setUp();
    tracker.accept(faceResult(0.1), WIDE, 0);
    tracker.accept(mesh(0.8, 0.5), WIDE, 100);
    expect(tracker.sightsAt(100, 0).face?.x).toBeCloseTo(0.1);
    tracker.accept(mesh(0.8, 0.5), WIDE, 500);
    expect(middleOf(tracker.sightsAt(500, 0).face as Box).x).toBeCloseTo(0.8, 2);
  });

  it('forgets what was not seen for a second', () => {
    const tracker = setUp();
    tracker.accept(faceResult(0.1), WIDE, 0);
    expect(tracker.sightsAt(1000, 0).face).not.toBeNull();
    expect(tracker.sightsAt(1001, 0).face).toBeNull();
  });

  it('forgets everything at a cut', () => {
    const tracker = setUp();
    tracker.accept(faceResult(0.1), WIDE, 0);
    expect(tracker.sightsAt(10, 1).face).toBeNull();
    expect(tracker.sightsAt(20, 0).face).toBeNull();
  });

  it('follows a small move smoothly and a leap at once', () => {
    const tracker = setUp();
    tracker.accept(faceResult(0.1), WIDE, 0);
    tracker.accept(faceResult(0.12), WIDE, 50);
    expect(tracker.sightsAt(50, 0).face?.x).toBeCloseTo(0.1 + 0.65 * 0.02);
    tracker.accept(faceResult(0.6), WIDE, 100);
    expect(tracker.sightsAt(100, 0).face?.x).toBeCloseTo(0.6);
  });
});
