import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../../domain/policy-ids';
import { PLAIN_CHOICE } from '../../domain/scenario';
import { changeWords, policyName, schedulingLine } from './scheduling-words';

const executor = { id: 'executor-1', backend: 'wasm', threads: 1, ...PLAIN_CHOICE } as const;

describe('the line in an executor’s head', () => {
  it('names policy, grain and bound', () => {
    expect(schedulingLine({ config: executor, inFlightBound: 1 })).toBe(
      'FIFO · inferences · in flight auto (1)',
    );
    const config = { ...executor, policy: 'edf', grain: 'segment', inFlight: 3 } as const;
    expect(schedulingLine({ config, inFlightBound: 3 })).toBe('EDF · segments 2\u202fms · in flight 3');
  });

  it('says so when a segment is a layer', () => {
    const config = { ...executor, grain: 'segment', segmentMs: 'layer' } as const;
    expect(schedulingLine({ config, inFlightBound: 2 })).toBe('FIFO · layers · in flight auto (2)');
  });
});

describe('what a change says', () => {
  it.each([
    [{ backend: 'cpu' }, 'executor-1: backend cpu, before wasm.'],
    [{ threads: 2 }, 'executor-1: threads 2, before 1.'],
    [{ policy: 'round-robin' }, 'executor-1: policy Round robin, before FIFO.'],
    [{ grain: 'segment' }, 'executor-1: grain segments 2\u202fms, before inferences.'],
    [{ inFlight: 4 }, 'executor-1: in flight 4, before auto.'],
    [{ submitsInFlight: 3 }, 'executor-1: submits in flight 3, before 1.'],
    [{ gpuTiming: true }, 'executor-1: timing of the GPU on, before off.'],
    [{ memoryBudgetMB: 512 }, 'executor-1: memory budget 512\u202fMB, before none.'],
  ] as const)('%o', (change, words) => {
    expect(changeWords(executor, { ...executor, ...change })).toBe(words);
  });
});

it('every policy has a name of its own without hyphens', () => {
  const names = POLICY_IDS.map(policyName);
  expect(new Set(names).size).toBe(POLICY_IDS.length);
  expect(names.filter((name) => name.includes('-'))).toEqual([]);
});
