import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../domain/recovery';
import { incidentAt, layIncidents } from './incident-layout';
import { laneGeometry, laneTop } from './lane-geometry';

const incident = (id: number, at: number, change: Partial<Incident> = {}) => ({
  executorId: 'x',
  incident: {
    id,
    at,
    cause: 'mishap' as const,
    mishap: 'stall' as const,
    code: null,
    executorId: 'x',
    tenantIds: ['a'],
    message: '',
    recoveredAt: null,
    ...change,
  },
});
const bounds = {
  fromAt: 1000,
  toAt: 2000,
  width: 500,
  laneOf: new Map([['x', 0]]),
  knownUntil: 1900,
  wanted: new Set(['a']),
};
const laid = (...given: ReturnType<typeof incident>[]) => layIncidents(given, bounds);

it('an incident reaches from where it happened to where everybody had recovered', () => {
  expect(laid(incident(1, 1100, { recoveredAt: 1400 }))[0]).toMatchObject({ lane: 0, x: 50, endX: 200 });
});

it('one that is not over reaches to where something is known', () => {
  expect(laid(incident(1, 1100))[0]).toMatchObject({ x: 50, endX: 450 });
});

it('one that nobody waits for is an instant', () => {
  expect(laid(incident(1, 1100, { tenantIds: ['gone'] }))[0]).toMatchObject({ x: 50, endX: 50 });
});

it('one from before the picture that is still going on is in it, one that is over is not', () => {
  expect(laid(incident(1, 900))[0]).toMatchObject({ x: -50, endX: 450 });
  expect(laid(incident(1, 900, { recoveredAt: 990 }))).toEqual([]);
  expect(laid(incident(1, 2100))).toEqual([]);
});

it('one of an executor without a lane is left out', () => {
  expect(laid({ ...incident(1, 1100), executorId: 'gone' })).toEqual([]);
});

it('what was injected has a hollow flag, what failed by itself a solid one; both say what it was', () => {
  const failure = incident(2, 1600, { cause: 'failure', mishap: null, code: 'device-lost' });
  expect(laid(incident(1, 1100), failure).map(({ hollow, label }) => [hollow, label])).toEqual([
    [true, 'stalled'],
    [false, 'device lost'],
  ]);
});

it('a flag without room before the next one has no words, and one at the right edge waves to the left', () => {
  const [crowded, next, last] = laid(incident(1, 1100), incident(2, 1120), incident(3, 1990));
  expect(crowded).toMatchObject({ label: '', flagWidth: 8, leftwards: false });
  expect(next).toMatchObject({ label: 'stalled', leftwards: false });
  expect(last).toMatchObject({ label: 'stalled', leftwards: true });
});

describe('the incident under the pointer', () => {
  const geometry = laneGeometry(1, 100);
  const top = laneTop(geometry, 0);
  const spans = laid(incident(1, 1100), incident(2, 1990));
  const found = (x: number, y: number) => incidentAt(spans, geometry, 1, x, y)?.incident.id ?? null;

  it('is found by its flag and by its pole', () => {
    expect(found(60, top + 3)).toBe(1);
    expect(found(52, top + 40)).toBe(1);
    expect(found(480, top + 3)).toBe(2);
  });

  it('is none beside it, nor above the lanes', () => {
    expect(found(60, top + 40)).toBeNull();
    expect(found(120, top + 3)).toBeNull();
    expect(found(52, 2)).toBeNull();
  });
});
