import { expect, it } from 'vitest';
import { instant } from '../../domain/units';
import { completedRequest } from '../../testing/builders';
import { TenantWindow } from './tenant-window';
import { realTimeScore, xrbenchScores } from './xrbench';

it('a frame on its deadline scores a half, 0.3 ms decide', () => {
  expect(realTimeScore(0)).toBe(0.5);
  expect(realTimeScore(-0.3)).toBeCloseTo(0.989, 3);
  expect(realTimeScore(0.3)).toBeCloseTo(0.011, 3);
  expect(realTimeScore(1e6)).toBe(0);
});

it('a dropped frame counts twice', () => {
  // 8 of 10 frames early enough to score 1, 2 dropped: 0.8 × 0.8.
  const scores = xrbenchScores([{ id: 'a', frames: 10, dropped: 2, realTimeSum: 8 }]);
  expect(scores?.models[0]).toEqual({
    id: 'a',
    realTime: 0.8,
    qoe: 0.8,
    score: expect.closeTo(0.64, 9),
    frames: 10,
  });
  expect(scores?.score).toBeCloseTo(64);
});

it('models count alike, however many frames they have, and those without any do not', () => {
  const scores = xrbenchScores([
    { id: 'a', frames: 100, dropped: 0, realTimeSum: 100 },
    { id: 'b', frames: 10, dropped: 0, realTimeSum: 5 },
    { id: 'c', frames: 0, dropped: 0, realTimeSum: 0 },
  ]);
  expect(scores?.score).toBeCloseTo(75);
  expect(scores?.models.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('without deadlines there is no score', () => {
  expect(xrbenchScores([{ id: 'a', frames: 0, dropped: 0, realTimeSum: 0 }])).toBeNull();
});

it('a window counts frames with a deadline, and the lateness of those that completed', () => {
  const window = new TenantWindow();
  const early = { partsMs: [0, 0, 0, 5, 0, 0], deadlineAt: instant(10) };
  window.add(completedRequest(early));
  window.add(completedRequest({ ...early, deadlineAt: instant(5), outcome: 'late' }));
  window.add(completedRequest({ deadlineAt: instant(5), outcome: 'dropped', stamps: null, issuedAt: null }));
  window.add(completedRequest({}));
  expect(window.frames).toEqual({ frames: 3, dropped: 1, realTimeSum: expect.closeTo(1.5, 9) });
});
