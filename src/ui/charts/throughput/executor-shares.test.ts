import { expect, it } from 'vitest';
import type { Snapshot } from '../../../domain/snapshot';
import { executorShares, shareSentence } from './executor-shares';

const snapshot = (rows: readonly (readonly [string, number])[], executors: readonly string[]) =>
  ({
    tenants: rows.map(([executorId, perSecond]) => ({
      config: { executorId },
      lastSecondPerSecond: perSecond,
    })),
    executors: executors.map((id) => ({ config: { id } })),
  }) as unknown as Snapshot; // the shares read these fields only

it('an executor has the share of its tenants, told apart by tenant', () => {
  const shares = executorShares(
    snapshot(
      [
        ['x', 30],
        ['y', 50],
        ['x', 20],
      ],
      ['x', 'y'],
    ),
  );
  expect(shares).toEqual([
    {
      executorId: 'x',
      fraction: 0.5,
      tenants: [
        { index: 0, fraction: 0.3 },
        { index: 2, fraction: 0.2 },
      ],
    },
    { executorId: 'y', fraction: 0.5, tenants: [{ index: 1, fraction: 0.5 }] },
  ]);
  expect(shareSentence(shares)).toMatch(/x 50\s%, y 50\s%/);
});

it('an executor that completed nothing has no share, and without completions there is none', () => {
  expect(executorShares(snapshot([['x', 5]], ['x', 'y'])).map((one) => one.executorId)).toEqual(['x']);
  expect(executorShares(snapshot([['x', 0]], ['x']))).toEqual([]);
});
