import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../../domain/policy-ids';
import { isPreemptive as reallyPreemptive } from '../../scheduling/policies';
import { scenario } from '../../testing/builders';
import { besidesScheduling, choicesOf, presentChoice, schedulingFor, sharedGroups } from './choices';
import { choiceWords, isPreemptive } from './policy-facts';

const two = scenario([
  ['a', 'x'],
  ['b', 'y'],
]);
const edfSegments = { policy: 'edf', grain: 'segment', gate: 'token' } as const;

it('the page knows which policies are preemptive', () => {
  expect(POLICY_IDS.filter(isPreemptive)).toEqual(POLICY_IDS.filter(reallyPreemptive));
});

describe('the combinations that are tried', () => {
  it('hold segments only for policies that choose again, and no policy that is not there', () => {
    const choices = choicesOf(two, [], isPreemptive);
    expect(choices.filter(({ policy }) => policy === 'edf').map(({ grain }) => grain)).toEqual([
      'inference',
      'segment',
    ]);
    expect(choices.filter(({ policy }) => policy === 'fifo').map(({ grain }) => grain)).toEqual([
      'inference',
    ]);
    expect(choices.some(({ policy }) => policy === 'user')).toBe(false);
    expect(
      choicesOf({ ...two, userPolicy: 'x' }, [], isPreemptive).some(({ policy }) => policy === 'user'),
    ).toBe(true);
  });

  it('hold gates only where executors share a device', () => {
    expect(new Set(choicesOf(two, [], isPreemptive).map(({ gate }) => gate))).toEqual(
      new Set(['free-for-all']),
    );
    expect(new Set(choicesOf(two, ['cpu'], isPreemptive).map(({ gate }) => gate)).size).toBe(3);
  });
});

it('a device is shared by two executors, not by one, and not before it is known', () => {
  expect(sharedGroups([{ group: 'cpu' }, { group: 'gpu' }, { group: null }])).toEqual([]);
  expect(sharedGroups([{ group: 'cpu' }, { group: 'gpu' }, { group: 'cpu' }])).toEqual(['cpu']);
});

describe('the present combination', () => {
  it('is what all executors have in common', () => {
    expect(presentChoice(two, ['cpu'])).toEqual({ policy: 'fifo', grain: 'inference', gate: 'free-for-all' });
  });

  it('is none when executors differ, or devices that are shared', () => {
    const [first, second] = two.executors;
    const mixed = { ...two, executors: [first, { ...second, policy: 'edf' }] } as typeof two;
    expect(presentChoice(mixed, [])).toBeNull();
    const gates = { gpu: 'token', cpu: 'orion' } as const;
    expect(presentChoice({ ...two, gates }, ['gpu', 'cpu'])).toBeNull();
    expect(presentChoice({ ...two, gates }, ['cpu'])?.gate).toBe('orion');
  });
});

it('trying one puts it on every executor, and its gate on shared devices only', () => {
  const next = schedulingFor(two, edfSegments, ['cpu']);
  expect(next.executors).toEqual([
    { executorId: 'x', change: { policy: 'edf', grain: 'segment' } },
    { executorId: 'y', change: { policy: 'edf', grain: 'segment' } },
  ]);
  expect(next.gates).toEqual({ gpu: 'free-for-all', cpu: 'token' });
});

it('measurements compare across policies, grains and gates, and across nothing else', () => {
  const otherPolicy = scenario(
    [
      ['a', 'x'],
      ['b', 'y'],
    ],
    { policy: 'edf', grain: 'segment' },
  );
  expect(besidesScheduling({ ...otherPolicy, gates: { gpu: 'token', cpu: 'token' } })).toBe(
    besidesScheduling(two),
  );
  expect(besidesScheduling(scenario([['a', 'x']]))).not.toBe(besidesScheduling(two));
});

it('a combination is named by its gate only where gates are compared', () => {
  expect(choiceWords(edfSegments, false)).toBe('EDF, segments');
  expect(choiceWords(edfSegments, true)).toBe('EDF, segments, token');
});
