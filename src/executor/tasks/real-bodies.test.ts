/** The networks of bodies on pictures whose content is known: an astronaut's portrait, a cup of coffee, a cat. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedPoint, Point, Result } from '../../domain/result';
import { expectInside, expectKind, middleOf, onlyFaceOf } from '../../testing/expectations';
import { cut } from '../../testing/picture';
import { loadRealNetwork, type RealNetwork, scenePicture } from '../../testing/real-networks';

const astronaut = scenePicture('astronaut');
const coffee = scenePicture('coffee');
const cat = scenePicture('chelsea');
/** A strip across her face: a frame of 5:2. */
const wide = cut(astronaut, { x: 0, y: 0.1, width: 1, height: 0.4 });

let blazeface: RealNetwork;
let movenet: RealNetwork;
let blazepose: RealNetwork;
let selfie: RealNetwork;

beforeAll(async () => {
  blazeface = await loadRealNetwork('blazeface');
  movenet = await loadRealNetwork('movenet-lightning');
  blazepose = await loadRealNetwork('blazepose-lite');
  selfie = await loadRealNetwork('selfie');
}, 60_000);

function jointOf<Joint extends { readonly name: string }>(joints: readonly Joint[], name: string): Joint {
  const joint = joints.find((one) => one.name === name);
  if (joint === undefined) throw new Error(`no joint is named "${name}"`);
  return joint;
}

/** Mask alpha at a point of the frame. */
function alphaAt(mask: Extract<Result, { kind: 'mask' }>, { x, y }: Point): number {
  const { region, width, height, alpha } = mask;
  const column = Math.floor(((x - region.x) / region.width) * width);
  const row = Math.floor(((y - region.y) / region.height) * height);
  return alpha[row * width + column] ?? 0;
}

describe('the astronaut', () => {
  it('has her nose in her face and her shoulders below it for MoveNet', async () => {
    const { box } = onlyFaceOf(await blazeface.see(astronaut));
    const { score, keypoints } = expectKind(await movenet.see(astronaut), 'pose');
    expect(score).toBeGreaterThan(0.5);
    expectShoulders(keypoints, box.y + box.height);
    expectInside(jointOf(keypoints, 'nose'), box);
  });

  it('has face and shoulders in the same places for BlazePose', async () => {
    const { box, keypoints: face } = onlyFaceOf(await blazeface.see(astronaut));
    const { score, keypoints } = expectKind(await blazepose.see(astronaut), 'pose');
    expect(score).toBeGreaterThan(0.99);
    const known = [
      ['nose', 2],
      ['right eye', 0],
      ['left eye', 1],
    ] as const;
    for (const [name, point] of known) {
      const joint = jointOf(keypoints, name);
      expect(Math.hypot(joint.x - (face[point]?.x ?? NaN), joint.y - (face[point]?.y ?? NaN))).toBeLessThan(
        0.03,
      );
    }
    expectShoulders(keypoints, box.y + box.height);
  });

  it('has shoulders a grown woman’s width apart in BlazePose’s metres, level, above the hips', async () => {
    const { world = [] } = expectKind(await blazepose.see(astronaut), 'pose');
    const [left, right] = [jointOf(world, 'left shoulder'), jointOf(world, 'right shoulder')];
    const apart = Math.hypot(left.x - right.x, left.y - right.y, left.z - right.z);
    expect(apart).toBeGreaterThan(0.25); // 0.29: it takes her portrait for a whole, smaller body
    expect(apart).toBeLessThan(0.4);
    expect(Math.abs(left.y - right.y)).toBeLessThan(0.05);
    expect(left.x).toBeGreaterThan(right.x); // x is the viewer's right
    const [hipLeft, hipRight] = [jointOf(world, 'left hip'), jointOf(world, 'right hip')];
    expect((hipLeft.y + hipRight.y) / 2).toBeCloseTo(0, 1);
    expect(left.y).toBeLessThan(-0.2); // y is down
  });

  it('is cut out with her face and without the corner above the flag', async () => {
    const mask = expectKind(await selfie.see(astronaut), 'mask');
    expect(alphaAt(mask, middleOf(onlyFaceOf(await blazeface.see(astronaut)).box))).toBeGreaterThan(250);
    expect(alphaAt(mask, { x: 0.97, y: 0.03 })).toBeLessThan(5);
    expect(mask.coverageFraction).toBeCloseTo(0.55, 1);
  });

  function expectShoulders(keypoints: readonly NamedPoint[], chin: number): void {
    const shoulders = ['left shoulder', 'right shoulder'].map((name) => jointOf(keypoints, name));
    for (const shoulder of shoulders) {
      expect(shoulder.score).toBeGreaterThan(0.5);
      expect(shoulder.y).toBeGreaterThan(chin - 0.01);
    }
    expect(shoulders[1]?.x).toBeLessThan(shoulders[0]?.x ?? NaN); // the person's right is on the left
  }
});

describe('a letterboxed frame', () => {
  it('has the nose of its pose where BlazeFace has it', async () => {
    const nose = onlyFaceOf(await blazeface.see(wide)).keypoints[2];
    const { keypoints } = expectKind(await movenet.see(wide), 'pose');
    expect(keypoints[0]?.x).toBeCloseTo(nose?.x ?? NaN, 1);
    expect(keypoints[0]?.y).toBeCloseTo(nose?.y ?? NaN, 1);
  });

  it('has a mask that covers that face and not the padding', async () => {
    const mask = expectKind(await selfie.see(wide), 'mask');
    expect(alphaAt(mask, middleOf(onlyFaceOf(await blazeface.see(wide)).box))).toBeGreaterThan(250);
    expect(alphaAt(mask, { x: 0.5, y: -0.01 })).toBe(0);
    expect(alphaAt(mask, { x: 0.5, y: 1.01 })).toBe(0);
  });
});

describe('the cup of coffee', () => {
  it('has no body', async () => {
    const nobody = { kind: 'nothing', reason: 'no body' };
    expect(await movenet.see(coffee)).toEqual(nobody);
    expect(await blazepose.see(coffee)).toEqual(nobody);
  });

  it('is no person for Selfie segmentation, which marks it, but mostly undecided', async () => {
    expect(await selfie.see(coffee)).toEqual({ kind: 'nothing', reason: 'no person' });
  });
});

describe('the cat', () => {
  it('has no body', async () => {
    const nobody = { kind: 'nothing', reason: 'no body' };
    expect(await movenet.see(cat)).toEqual(nobody);
    expect(await blazepose.see(cat)).toEqual(nobody);
  });

  it('is a person for Selfie segmentation, and it is sure of it', async () => {
    expect(expectKind(await selfie.see(cat), 'mask').coverageFraction).toBeGreaterThan(0.8);
  });
});
