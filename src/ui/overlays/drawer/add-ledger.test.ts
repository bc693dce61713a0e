import { describe, expect, it } from 'vitest';
import {
  MAX_EXECUTORS,
  MAX_TENANTS,
  PLAIN_CHOICE,
  PLAIN_TERMS,
  type Scenario,
} from '../../../domain/scenario';
import { limitWords, type PendingAdd, stillPending, takenIds } from './add-ledger';

const scenario = (...ids: readonly string[]): Scenario => ({
  schemaVersion: 1,
  name: 'test',
  seed: 1,
  executors: [{ id: 'x', backend: 'wasm', threads: 1, ...PLAIN_CHOICE }],
  tenants: ids.map((id) => ({
    id,
    modelId: 'm',
    executorId: 'x',
    workload: { kind: 'closed', inFlight: 1 },
    deadline: { kind: 'none' },
    input: 'scene',
    paused: false,
    ...PLAIN_TERMS,
  })),
});
const sent = (tenantId: string, settledAt: number | null = null): PendingAdd => ({
  tenantId,
  executorId: null,
  settledAt,
});

describe('a tenant that was sent to the engine', () => {
  it('holds its id until a snapshot shows it', () => {
    const pending = [sent('a'), sent('b')];
    expect(stillPending(pending, { at: 10, scenario: scenario('a') })).toEqual([sent('b')]);
    expect(takenIds([sent('b')], scenario('a')).tenantIds).toEqual(['a', 'b']);
  });

  it('keeps its id while the snapshot is older than the answer', () => {
    expect(stillPending([sent('a', 20)], { at: 20, scenario: scenario() })).toHaveLength(1);
  });

  it('gives its id back when a snapshot after the answer lacks it: the engine refused', () => {
    expect(stillPending([sent('a', 20)], { at: 21, scenario: scenario() })).toEqual([]);
  });

  it('holds the id of its executor, once', () => {
    const pending: PendingAdd[] = [
      { ...sent('a'), executorId: 'executor-1' },
      { ...sent('b'), executorId: 'x' },
      sent('c'),
    ];
    expect(takenIds(pending, scenario()).executorIds).toEqual(['x', 'executor-1']);
  });
});

describe('the limits of a scenario', () => {
  it('are told in words, the tenants’ first', () => {
    expect(limitWords(MAX_TENANTS - 1, 1, true)).toBeNull();
    expect(limitWords(MAX_TENANTS, MAX_EXECUTORS, true)).toContain(`${MAX_TENANTS} tenants`);
  });

  it('leave room on an executor that exists', () => {
    expect(limitWords(3, MAX_EXECUTORS, true)).toContain(`${MAX_EXECUTORS} executors`);
    expect(limitWords(3, MAX_EXECUTORS, false)).toBeNull();
  });
});
