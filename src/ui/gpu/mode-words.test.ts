import { describe, expect, it } from 'vitest';
import type { ModeReport } from '../../domain/gpu';
import { issueWords, MODE_CHOICES, unheededWords, unmetReason } from './mode-words';

const report = (change: Partial<ModeReport>): ModeReport => ({
  asked: 'auto',
  running: 'recorded',
  reason: 'Verified on two inputs.',
  recordable: true,
  facts: null,
  ...change,
});

describe('a card says the reason', () => {
  const reason = 'Its output shapes depend on its input.';

  it('when a model that was to be recorded cannot be', () => {
    for (const asked of ['auto', 'recorded', 'segmented'] as const)
      expect(unmetReason(report({ asked, running: 'eager', recordable: false, reason }))).toBe(reason);
  });

  it('when it runs otherwise than somebody asked', () => {
    const whole = 'Recorded whole: executor-1 chooses between inferences.';
    expect(unmetReason(report({ asked: 'segmented', running: 'recorded', reason: whole }))).toBe(whole);
  });

  it('but not while nobody knows yet, nor when eager is what was asked for', () => {
    expect(unmetReason(report({ running: 'eager', recordable: null }))).toBeNull();
    expect(unmetReason(report({ asked: 'eager', running: 'eager', recordable: false }))).toBeNull();
  });

  it('but not when it runs as asked, or as well as it can', () => {
    expect(unmetReason(report({ asked: 'recorded' }))).toBeNull();
    expect(unmetReason(report({ running: 'segmented' }))).toBeNull();
    expect(unmetReason(report({ running: 'eager' }))).not.toBeNull();
  });
});

it('a mode that was chosen is told to be of no effect where the backend is another', () => {
  expect(unheededWords('segmented', 'executor-1', 'wasm')).toBe(
    'Only WebGPU heeds the mode “recorded, in segments”: executor-1 runs on wasm.',
  );
  expect(unheededWords('segmented', 'executor-1', 'webgpu')).toBeNull();
  expect(unheededWords('auto', 'executor-1', 'wasm')).toBeNull();
  expect(unheededWords(undefined, 'executor-1', 'wasm')).toBeNull();
  expect(unheededWords('eager', 'executor-1', null)).toBeNull();
});

it('the time to issue is the median, the mean while there is none, and nothing before the first request', () => {
  const plain = (words: string | null) => words?.replaceAll(/[\u202f\u00a0]/g, ' ') ?? null;
  expect(plain(issueWords({ n: 9, p50: 0.1, mean: 0.2 }))).toBe('issue 0.10 ms');
  expect(plain(issueWords({ n: 2, p50: null, mean: 0.2 }))).toBe('issue 0.20 ms');
  expect(issueWords({ n: 0, p50: null, mean: null })).toBeNull();
});

it('there is a choice for each mode, the automatic one first', () => {
  expect(MODE_CHOICES.map(({ label }) => label)).toEqual([
    'Automatic',
    'Eager',
    'Recorded',
    'Recorded, in segments',
  ]);
});
