import { describe, expect, it } from 'vitest';
import { EXPERIMENT_KINDS } from '../../domain/experiment';
import type { Snapshot } from '../../domain/snapshot';
import { FIRST_ENTRIES, MORE_ENTRIES, whyNot } from './experiment-entries';

const entries = [...FIRST_ENTRIES, ...MORE_ENTRIES];

/** Only what the reasons look at. */
const snapshotOf = (tenants: readonly string[], measuring: unknown = null) =>
  ({
    measuring,
    tenants: tenants.map((kind) => ({ config: { paused: kind === 'paused' }, status: { kind } })),
  }) as unknown as Snapshot;

describe('what can be measured', () => {
  it('every kind of experiment has an entry', () => {
    expect(entries.map(({ draft }) => draft.kind).toSorted()).toEqual([...EXPERIMENT_KINDS].toSorted());
  });

  it.each([
    [null, 'Add a model first'],
    [snapshotOf([]), 'Add a model first'],
    [snapshotOf(['running']), 'It takes two models'],
    [snapshotOf(['running', 'paused']), 'It takes two models'],
    [snapshotOf(['failed', 'paused']), 'Every model is paused or failed'],
    [snapshotOf(['running', 'running'], {}), 'solo baselines are being taken'],
  ])('why a matrix is not possible is said', (snapshot, words) => {
    expect(whyNot({ needs: 2 }, snapshot)).toContain(words);
  });

  it('before the first run, too, it can be planned', () => {
    expect(whyNot({ needs: 2 }, snapshotOf(['waiting', 'waiting']))).toBeNull();
    expect(whyNot({ needs: 1 }, snapshotOf(['ready']))).toBeNull();
  });
});
