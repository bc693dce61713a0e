/**
 * The moving scene as a pure function of scene time: which picture, which part of it, and where face, eyes and hand are. It draws
 * nothing and reads no clock.
 */
import { defined } from '../../base/assert';
import type { Box } from '../../domain/result';
import { type Keyframe, PICTURES, type PictureId, SHOTS, type Shot } from './scene-script';

/** Width over height of the scene's frame; other sources have their own. */
export const FRAME_ASPECT = 16 / 9;

/** A face, an eye or a hand counts as in view while at least this share of its box is. */
const VISIBLE_FRACTION = 0.75;

export interface SceneFrame {
  readonly picture: PictureId;
  /** The frame's place in the picture, in fractions of the picture. */
  readonly view: Box;
  /** Counts cuts since scene time 0. */
  readonly cutIndex: number;
  /** The annotated face in fractions of the frame; null when there is none in view. */
  readonly face: Box | null;
  /** The squares around both eyes, the person's right eye first; null unless both are in view. */
  readonly eyes: readonly [Box, Box] | null;
  /** The square around the body, in view or not; null when the picture has none. */
  readonly body: Box | null;
  /** The annotated hand; null when there is none in view. */
  readonly hand: Box | null;
}

export const LOOP_MS = SHOTS.reduce((sum, shot) => sum + shot.durationMs, 0);

/** Slow at both ends: 3t² − 2t³. */
const ease = (t: number): number => t * t * (3 - 2 * t);
const between = (from: number, to: number, share: number): number => from + (to - from) * share;

/** @param sceneMs scene time from 0 on; the scene repeats every `LOOP_MS`. */
export function sceneAt(sceneMs: number): SceneFrame {
  const loop = Math.floor(sceneMs / LOOP_MS);
  let intoMs = sceneMs - loop * LOOP_MS;
  let index = 0;
  let shot = defined(SHOTS[0], 'first shot');
  while (intoMs >= shot.durationMs && index < SHOTS.length - 1) {
    intoMs -= shot.durationMs;
    index += 1;
    shot = defined(SHOTS[index], 'shot');
  }
  const view = viewAt(shot, intoMs);
  const { face, eyes, body, hand } = PICTURES[shot.picture];
  return {
    picture: shot.picture,
    view,
    cutIndex: loop * SHOTS.length + index,
    face: face === null ? null : boxInView(face, view),
    eyes: eyes === null ? null : eyesInView(eyes, view),
    body: body === null ? null : inFrame(body, view),
    hand: hand === null ? null : boxInView(hand, view),
  };
}

function eyesInView([rightEye, leftEye]: readonly [Box, Box], view: Box): readonly [Box, Box] | null {
  const right = boxInView(rightEye, view);
  const left = boxInView(leftEye, view);
  return right === null || left === null ? null : [right, left];
}

function viewAt(shot: Shot, intoMs: number): Box {
  const { keyframes, picture } = shot;
  const next = keyframes.find((one) => one.atMs > intoMs) ?? defined(keyframes.at(-1), 'last keyframe');
  const last: Keyframe = keyframes[keyframes.indexOf(next) - 1] ?? next;
  const spanMs = next.atMs - last.atMs;
  const share = spanMs === 0 ? 1 : ease(Math.min(1, (intoMs - last.atMs) / spanMs));
  const width = between(last.width, next.width, share);
  const height = width / FRAME_ASPECT;
  const size = PICTURES[picture];
  return {
    x: (between(last.centreX, next.centreX, share) - width / 2) / size.width,
    y: (between(last.centreY, next.centreY, share) - height / 2) / size.height,
    width: width / size.width,
    height: height / size.height,
  };
}

/** A box of the picture in fractions of the frame; null when too little of it is in view. */
export function boxInView(whole: Box, view: Box): Box | null {
  const box = inFrame(whole, view);
  const across = Math.min(1, box.x + box.width) - Math.max(0, box.x);
  const down = Math.min(1, box.y + box.height) - Math.max(0, box.y);
  if (across <= 0 || down <= 0) return null;
  return across * down >= VISIBLE_FRACTION * box.width * box.height ? box : null;
}

/** From fractions of the picture to fractions of the frame. */
const inFrame = ({ x, y, width, height }: Box, view: Box): Box => ({
  x: (x - view.x) / view.width,
  y: (y - view.y) / view.height,
  width: width / view.width,
  height: height / view.height,
});
