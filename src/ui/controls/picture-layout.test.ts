import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../domain/scenario';
import { PLAIN_CHOICE, PLAIN_TERMS } from '../../domain/scenario';
import { PICTURE, pictureLayout, pictureLinks } from './picture-layout';

function scenario(residents: readonly number[]): Scenario {
  const executors = residents.map(
    (_, i) => ({ id: `e${i}`, backend: 'auto', threads: 1, ...PLAIN_CHOICE }) as const,
  );
  const tenants = residents.flatMap((count, e) =>
    Array.from({ length: count }, (_, i) => ({
      id: `t${e}-${i}`,
      modelId: 'm',
      executorId: `e${e}`,
      workload: { kind: 'closed', inFlight: 1 } as const,
      deadline: { kind: 'none' } as const,
      input: 'scene' as const,
      paused: false,
      ...PLAIN_TERMS,
    })),
  );
  return { schemaVersion: 1, name: 'test', seed: 1, executors, tenants };
}

describe.each([
  ['one tenant alone', [1]],
  ['sixteen executors', Array.from({ length: 16 }, () => 1)],
  ['sixteen tenants on one executor', [16]],
  ['an executor without tenants beside one with five', [0, 5]],
])('the picture of %s', (_, residents) => {
  const columns = pictureLayout(scenario(residents));

  it('shows every executor and every tenant once', () => {
    expect(columns.map((column) => column.tenants.length)).toEqual(residents);
    const indices = columns.flatMap((column) => column.tenants.map((tenant) => tenant.index));
    expect(indices).toEqual(indices.map((_, i) => i));
  });

  it('keeps columns apart and inside the field, and tenants apart and inside their column', () => {
    let right = 0;
    for (const column of columns) {
      expect(column.x).toBeGreaterThanOrEqual(right);
      right = column.x + column.width;
      let bottom = column.y;
      for (const tenant of column.tenants) {
        expect(tenant.y).toBeGreaterThanOrEqual(bottom);
        bottom = tenant.y + tenant.height;
        expect(tenant.x).toBeGreaterThanOrEqual(column.x);
        expect(tenant.x + tenant.width).toBeLessThanOrEqual(right + 1e-9);
        expect(tenant.iconSize).toBeGreaterThan(0);
      }
      expect(bottom).toBeLessThanOrEqual(column.y + column.height);
    }
    expect(right).toBeLessThanOrEqual(PICTURE.width + 1e-9);
  });
});

describe('lines between tenants that trigger one another', () => {
  const two = scenario([2, 1]);
  const tied = (id: string, tenantId: string): Scenario => ({
    ...two,
    tenants: two.tenants.map((one) =>
      one.id === id ? { ...one, dependsOn: { tenantId, probability: 1, fanOut: 1 } } : one,
    ),
  });
  const linksOf = (of: Scenario) => pictureLinks(of, pictureLayout(of));

  it('go from the one that triggers to the one that is triggered', () => {
    const [link] = linksOf(tied('t1-0', 't0-1'));
    const target = pictureLayout(two)[1]?.tenants[0];
    expect(link).toMatchObject({ id: 't1-0', causeIndex: 1 });
    expect(link?.end.x).toBe(target?.x);
    expect(link?.end.y).toBeCloseTo((target?.y ?? 0) + (target?.height ?? 0) / 2);
  });

  it('end on the side that is nearest: within a column and to the left on the right one', () => {
    const target = pictureLayout(two)[0]?.tenants[1];
    const right = (target?.x ?? 0) + (target?.width ?? 0);
    expect(linksOf(tied('t0-1', 't0-0'))[0]?.end.x).toBe(right);
    expect(linksOf(tied('t0-1', 't1-0'))[0]?.end.x).toBe(right);
  });

  it('are not there where nothing triggers anything', () => {
    expect(linksOf(two)).toEqual([]);
  });
});
