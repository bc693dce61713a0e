import { describe, expect, it } from 'vitest';
import { type ExperimentPlan, experimentRequestSchema } from '../../domain/experiment';
import { aboutMs, axisOf, leftWords, orderWords, schemaProblem, sizeWords } from './plan-words';

const run = (control: boolean) => ({ cellId: 'a', round: 0, control });
const plan: ExperimentPlan = {
  kind: 'matrix',
  title: 'Contention matrix',
  request: { kind: 'matrix', seed: 4, rounds: 1, warmupMs: 400, durationMs: 1200 },
  cells: [],
  runs: [run(true), run(false), run(true), run(true)],
  estimatedMs: 91_000,
  notes: [],
};

describe('how large a plan is', () => {
  it.each([
    [400, 'about 1 s'],
    [19_200, 'about 19 s'],
    [44_000, 'about 40 s'],
    [58_000, 'about 1 min'],
    [91_000, 'about 1 min 30 s'],
    [725_000, 'about 12 min'],
  ])('%i ms are told as %s', (ms, words) => expect(aboutMs(ms)).toBe(words));

  it('counts set-ups and runs', () => expect(sizeWords(plan)).toBe('0 set-ups, 4 runs, about 1 min 30 s'));

  it('says how the order guards against drift, and when it does not', () => {
    expect(orderWords(plan)).toContain('seed 4. One set-up is measured 3 times');
    expect(orderWords({ ...plan, runs: [run(false)] })).toContain('no set-up is measured anew');
  });

  it('time left is whole seconds, in minutes when it is long', () => {
    expect(leftWords({ remainingMs: 41_200 })).toBe('42 s left');
    expect(leftWords({ remainingMs: 125_000 })).toBe('2 min 5 s left');
    expect(leftWords({ remainingMs: -3 })).toBe('0 s left');
  });
});

describe('what is wrong with a request', () => {
  const problemOf = (request: unknown) => {
    const parsed = experimentRequestSchema.safeParse(request);
    if (parsed.success) throw new Error('it is valid');
    return schemaProblem(parsed.error);
  };

  it('is told by its path', () => {
    const axes = [
      { path: 'seed', values: [1] },
      { path: 'seed', values: [] },
    ];
    expect(problemOf({ kind: 'sweep', axes }).path).toBe('axes[1].values');
    expect(problemOf({ kind: 'matrix', rounds: 0 }).path).toBe('rounds');
  });

  it('is put at the row that it names, by number or by field', () => {
    const paths = ['executors[0].policy', 'seed'];
    expect(axisOf({ path: 'axes[1].values', words: 'too few' }, paths)).toBe(1);
    expect(axisOf({ path: null, words: 'axes[0].path: there is no such field' }, paths)).toBe(0);
    expect(axisOf({ path: null, words: 'executors[0].policy: not "lottery"' }, paths)).toBe(0);
    expect(axisOf({ path: null, words: 'No model is loaded.' }, paths)).toBeNull();
  });
});
