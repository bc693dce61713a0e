import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../domain/scenario';
import { PLAIN_CHOICE, PLAIN_TERMS } from '../../domain/scenario';
import { PICTURE, pictureLayout } from './picture-layout';

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
