/**
 * Where face, eyes, body and hand must be, judged from one result: detectors say it, landmarks and joints imply it. The page
 * follows a live source by it, an executor cuts by it what it hands on. Pure arithmetic in fractions of the frame; it keeps
 * nothing and knows no source.
 */
import type { Sights } from './region-geometry';
import type { Box, DetectedFace, DetectedHand, DetectedObject, NamedPoint, Point, Result } from './result';

/** The better kinds of evidence come first: a detector looks at the whole frame, landmarks at what was there before. */
export const EVIDENCE_RANKS = ['detector', 'landmarks', 'pose'] as const;
export type EvidenceRank = (typeof EVIDENCE_RANKS)[number];

export interface Evidence extends Sights {
  readonly rank: EvidenceRank;
}

/** Iris models are trained on squares of 2.3 × an eye's width; an eye is half as wide as both are apart. */
const EYE_WIDTHS = 2.3;
const EYE_DISTANCES = 1.17;
/** A face from hairline to chin, and how far below the eyes its middle is, in distances of the eyes. */
const FACE_DISTANCES = 2.4;
const FACE_BELOW_EYES = 0.55;
/** In profile the eyes come close and the ears do not: the distance of the eyes is at least this share of theirs. */
const EYES_OVER_EARS = 0.45;
/** MediaPipe takes 2.6 × the palm, half a palm towards the fingers; models take 1.65 × the hand. */
const HAND_OVER_PALM = 2.6 / 1.65;
const PALM_SHIFT = 0.5;
/** A hand's length and how far its middle is beyond the wrist, in forearms. */
const HAND_FOREARMS = 0.8;
const HAND_BEYOND_WRIST = 0.35;
/** MediaPipe: 1.25 × the farthest joint, to both sides of the hips. */
const BODY_REACH = 2 * 1.25;
/** A body whose hips are out of the picture: so large, and hips so far below the shoulders, in widths of the shoulders. */
const BODY_SHOULDERS = 6.2;
const HIPS_BELOW_SHOULDERS = 1.4;
/** Below, a joint is a guess. */
const SURE = 0.3;

const NONE = { face: null, eyes: null, body: null, hand: null };

/** Of the best thing that was found; null when the result says nothing about any. @param aspect width over height of the frame. */
export const evidenceOf = (result: Result, aspect: number): Evidence | null =>
  evidencesOf(result, aspect)[0] ?? null;

/** Of each thing that was found, best first. @param aspect width over height of the frame. */
export function evidencesOf(result: Result, aspect: number): readonly Evidence[] {
  switch (result.kind) {
    case 'faces':
      return result.faces.map((face) => ({ ...NONE, rank: 'detector', ...ofFace(face, aspect) }));
    case 'landmarks':
      return [{ ...NONE, rank: 'landmarks', ...ofMesh(result.points, aspect) }];
    case 'pose':
      return [{ rank: 'pose', ...ofPose(result.keypoints, aspect) }];
    case 'hands':
      return result.hands.map((palm) => ({ ...NONE, rank: 'detector', hand: ofPalm(palm, aspect) }));
    case 'hand-landmarks':
      return [{ ...NONE, rank: 'landmarks', hand: extentOf(result.points) }];
    case 'objects':
      return result.objects.filter(isHand).map(({ box }) => ({ ...NONE, rank: 'detector', hand: box }));
    default:
      // The iris network has no notion of "no eye": from its own results it would follow a wall for ever.
      return [];
  }
}

/** Of the hand tracker's classes those that are a whole hand; "face" and fingertips are none. */
const HAND_LABELS: ReadonlySet<string> = new Set(['open hand', 'closed hand', 'pinch', 'pointing hand']);
const isHand = ({ label }: DetectedObject): boolean => HAND_LABELS.has(label);

function ofFace(face: DetectedFace, aspect: number): Pick<Evidence, 'face' | 'eyes'> {
  const [right, left] = face.keypoints;
  const eyes =
    right === undefined || left === undefined
      ? null
      : eyesAt(right, left, EYE_DISTANCES * distance(right, left, aspect), aspect);
  return { face: face.box, eyes };
}

/** FaceMesh's corners of both eyes. */
const RIGHT_EYE = [33, 133] as const;
const LEFT_EYE = [362, 263] as const;

function ofMesh(points: Float32Array, aspect: number): Pick<Evidence, 'face' | 'eyes'> {
  const face = extentOf(points);
  if (face === null) return NONE;
  const at = (index: number): Point => ({ x: points[2 * index] ?? NaN, y: points[2 * index + 1] ?? NaN });
  const [right, left] = [RIGHT_EYE, LEFT_EYE].map(([from, to]) => ({
    middle: midpoint(at(from), at(to)),
    width: distance(at(from), at(to), aspect),
  })) as [Eye, Eye]; // one for each
  // A turned head narrows one eye; both are given what the wider one needs.
  const side = EYE_WIDTHS * Math.max(right.width, left.width);
  return { face, eyes: eyesAt(right.middle, left.middle, side, aspect) };
}

interface Eye {
  readonly middle: Point;
  readonly width: number;
}

function ofPose(keypoints: readonly NamedPoint[], aspect: number): Omit<Evidence, 'rank'> {
  const sure = new Map(keypoints.filter(({ score }) => score >= SURE).map((one) => [one.name, one]));
  const [right, left] = [sure.get('right eye'), sure.get('left eye')];
  const [rightEar, leftEar] = [sure.get('right ear'), sure.get('left ear')];
  let [face, eyes]: [Box | null, Evidence['eyes']] = [null, null];
  if (right !== undefined && left !== undefined && sure.has('nose')) {
    const ears = rightEar === undefined || leftEar === undefined ? 0 : distance(rightEar, leftEar, aspect);
    const apart = Math.max(distance(right, left, aspect), EYES_OVER_EARS * ears);
    const between = midpoint(right, left);
    const middle = { x: between.x, y: between.y + FACE_BELOW_EYES * apart };
    face = squareAt(middle, FACE_DISTANCES * apart, aspect);
    eyes = eyesAt(right, left, EYE_DISTANCES * apart, aspect);
  }
  const hand = handOf(sure, 'right', aspect) ?? handOf(sure, 'left', aspect);
  return { face, eyes, body: bodyOf(sure, aspect), hand };
}

type Joints = ReadonlyMap<string, NamedPoint>;

function bodyOf(sure: Joints, aspect: number): Box | null {
  const [rightHip, leftHip] = [sure.get('right hip'), sure.get('left hip')];
  const [right, left] = [sure.get('right shoulder'), sure.get('left shoulder')];
  if (rightHip !== undefined && leftHip !== undefined) {
    const hips = midpoint(rightHip, leftHip);
    const farthest = Math.max(...[...sure.values()].map((joint) => distance(hips, joint, aspect)));
    return squareAt(hips, BODY_REACH * farthest, aspect);
  }
  if (right === undefined || left === undefined) return null;
  const width = distance(right, left, aspect);
  const { x, y } = midpoint(right, left);
  return squareAt({ x, y: y + HIPS_BELOW_SHOULDERS * width }, BODY_SHOULDERS * width, aspect);
}

function handOf(sure: Joints, side: 'right' | 'left', aspect: number): Box | null {
  const wrist = sure.get(`${side} wrist`);
  const elbow = sure.get(`${side} elbow`);
  if (wrist === undefined || elbow === undefined) return null;
  const middle = {
    x: wrist.x + HAND_BEYOND_WRIST * (wrist.x - elbow.x),
    y: wrist.y + HAND_BEYOND_WRIST * (wrist.y - elbow.y),
  };
  return squareAt(middle, HAND_FOREARMS * distance(wrist, elbow, aspect), aspect);
}

function ofPalm({ box, keypoints }: DetectedHand, aspect: number): Box {
  const [wrist, , knuckle] = keypoints; // of the middle finger
  const side = Math.max(box.width * aspect, box.height);
  let middle: Point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const long = wrist === undefined || knuckle === undefined ? 0 : distance(wrist, knuckle, aspect);
  if (wrist !== undefined && knuckle !== undefined && long > 0) {
    const shift = (PALM_SHIFT * side) / long;
    middle = {
      x: middle.x + shift * (knuckle.x - wrist.x),
      y: middle.y + shift * (knuckle.y - wrist.y),
    };
  }
  return squareAt(middle, HAND_OVER_PALM * side, aspect);
}

/** In units of the frame's height, where a pixel is as wide as high. */
const distance = (a: Point, b: Point, aspect: number): number => Math.hypot((a.x - b.x) * aspect, a.y - b.y);

const midpoint = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** @param side in units of the frame's height. */
const squareAt = ({ x, y }: Point, side: number, aspect: number): Box => ({
  x: x - side / aspect / 2,
  y: y - side / 2,
  width: side / aspect,
  height: side,
});

const eyesAt = (right: Point, left: Point, side: number, aspect: number): readonly [Box, Box] => [
  squareAt(right, side, aspect),
  squareAt(left, side, aspect),
];

/** The box around x, y pairs; null when there are none. */
function extentOf(points: Float32Array): Box | null {
  if (points.length < 2) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = points[index] as number; // index < length
    const y = points[index + 1] as number; // likewise
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
