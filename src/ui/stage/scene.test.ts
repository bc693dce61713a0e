import { describe, expect, it } from 'vitest';
import { boxInView, FRAME_ASPECT, LOOP_MS, sceneAt } from './scene';
import { PICTURES, SHOTS } from './scene-script';

const times = Array.from({ length: Math.floor(LOOP_MS / 100) }, (_, index) => index * 100);

describe('the scene', () => {
  it('shows at every instant a part of a picture that lies inside it and has the shape of the frame', () => {
    for (const time of times) {
      const { picture, view } = sceneAt(time);
      const { width, height } = PICTURES[picture];
      expect(view.x).toBeGreaterThanOrEqual(0);
      expect(view.y).toBeGreaterThanOrEqual(0);
      expect(view.x + view.width).toBeLessThanOrEqual(1);
      expect(view.y + view.height).toBeLessThanOrEqual(1);
      expect((view.width * width) / (view.height * height)).toBeCloseTo(FRAME_ASPECT, 9);
    }
  });

  it('begins with the whole face of the astronaut in view', () => {
    const { picture, face, cutIndex } = sceneAt(0);
    expect(picture).toBe('astronaut');
    expect(cutIndex).toBe(0);
    expect(face).not.toBeNull();
  });

  it('is the same at the same instant of every loop, but for the count of cuts', () => {
    const first = sceneAt(7300);
    const third = sceneAt(7300 + 2 * LOOP_MS);
    expect(third.picture).toBe(first.picture);
    expect(third.view.x).toBeCloseTo(first.view.x, 9);
    expect(third.cutIndex).toBe(first.cutIndex + 2 * SHOTS.length);
  });

  it('moves smoothly between cuts: in a thirtieth of a second the view shifts by less than a hundredth', () => {
    for (let time = 0; time < LOOP_MS; time += 33) {
      const now = sceneAt(time);
      const next = sceneAt(time + 33);
      if (now.cutIndex !== next.cutIndex) continue;
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(Math.abs(next.view[side] - now.view[side])).toBeLessThan(0.01);
      }
    }
  });

  it('cuts at most once in three seconds', () => {
    expect(Math.min(...SHOTS.map((shot) => shot.durationMs))).toBeGreaterThanOrEqual(3000);
  });

  it('has a keyframe at both ends of every shot', () => {
    for (const { keyframes, durationMs } of SHOTS) {
      expect(keyframes[0]?.atMs).toBe(0);
      expect(keyframes.at(-1)?.atMs).toBe(durationMs);
    }
  });

  it('shows the astronaut most of the time, and at least once without her face', () => {
    const frames = times.map(sceneAt);
    const astronaut = frames.filter((frame) => frame.picture === 'astronaut');
    expect(astronaut.length / frames.length).toBeGreaterThan(0.7);
    expect(astronaut.some((frame) => frame.face === null)).toBe(true);
  });

  it('has a hand to offer on the hand’s picture, from beginning to end, and nowhere else', () => {
    for (const { picture, hand } of times.map(sceneAt)) expect(hand !== null).toBe(picture === 'hand');
  });

  it('has no face to offer on the coffee, the hand and the cat', () => {
    for (const frame of times.map(sceneAt)) {
      if (frame.picture !== 'astronaut') expect(frame.face).toBeNull();
    }
  });
});

describe('the eyes of the scene', () => {
  const frames = times.map(sceneAt);

  it('are in the face, the person’s right eye on the left', () => {
    const { face, eyes } = sceneAt(0);
    const [right, left] = (eyes ?? []).map((eye) => ({
      x: eye.x + eye.width / 2,
      y: eye.y + eye.height / 2,
    }));
    for (const eye of [right, left]) {
      expect(eye?.x).toBeGreaterThan(face?.x ?? NaN);
      expect(eye?.x).toBeLessThan((face?.x ?? NaN) + (face?.width ?? NaN));
      expect(eye?.y).toBeGreaterThan(face?.y ?? NaN);
      expect(eye?.y).toBeLessThan((face?.y ?? NaN) + (face?.height ?? NaN) / 2);
    }
    expect(right?.x).toBeLessThan(left?.x ?? NaN);
  });

  it('are squares of pixels', () => {
    for (const { width, height } of sceneAt(0).eyes ?? [])
      expect(width * FRAME_ASPECT).toBeCloseTo(height, 3);
  });

  it('go out of view with the face, and there are none without one', () => {
    expect(frames.filter(({ eyes }) => eyes !== null).length).toBeGreaterThan(frames.length / 2);
    for (const { picture, eyes } of frames) if (picture !== 'astronaut') expect(eyes).toBeNull();
    expect(frames.some(({ picture, eyes }) => picture === 'astronaut' && eyes === null)).toBe(true);
  });
});

describe('a face in view', () => {
  const face = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

  it('is told in fractions of the frame', () => {
    const box = boxInView(face, { x: 0.2, y: 0.3, width: 0.5, height: 0.4 });
    expect(box?.x).toBeCloseTo(0.4);
    expect(box?.y).toBeCloseTo(0.25);
    expect(box?.width).toBeCloseTo(0.4);
    expect(box?.height).toBeCloseTo(0.5);
  });

  it('is still one when a little of it is cut off, and reaches beyond the frame', () => {
    const box = boxInView(face, { x: 0.2, y: 0.44, width: 0.5, height: 0.4 });
    expect(box?.y).toBeCloseTo(-0.1);
  });

  it('is none when half of it is cut off or all of it is outside', () => {
    expect(boxInView(face, { x: 0.2, y: 0.5, width: 0.5, height: 0.4 })).toBeNull();
    expect(boxInView(face, { x: 0.7, y: 0.7, width: 0.3, height: 0.3 })).toBeNull();
  });
});
