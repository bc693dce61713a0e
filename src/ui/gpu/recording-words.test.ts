import { describe, expect, it } from 'vitest';
import type { RecordingFacts } from '../../domain/gpu';
import { aliasedFraction, gpuTimeWords, recordingFacts, recordingLine, spreadWords } from './recording-words';

const plain = (words: string) => words.replaceAll(/[\u202f\u00a0]/g, ' ');

const facts: RecordingFacts = {
  dispatches: 114,
  copies: 2,
  pipelines: 21,
  weightBytes: 2_400_000,
  intermediateBytes: 1_500_000,
  unaliasedBytes: 6_000_000,
  uniformBytes: 12_000,
  constantBytes: 0,
  captureMs: 40,
  verifyMs: 1200,
};
const none = { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
const times = { n: 512, mean: 0.11, p50: 0.1, p90: 0.12, p95: 0.14, p99: null, max: 0.3 };

it('aliasing saves what intermediates take less than each with a place of its own', () => {
  expect(aliasedFraction(facts)).toBe(0.75);
  expect(aliasedFraction({ ...facts, intermediateBytes: 0, unaliasedBytes: 0 })).toBeNull();
});

it('a recording is told with its counts, its bytes and what it took', () => {
  expect(recordingLine(facts)).toBe('114 dispatches, 21 pipelines');
  expect(recordingFacts(facts).map(([, label, value]) => plain(`${label} ${value}`))).toEqual([
    'Dispatches 114',
    'Copies among them 2',
    'Pipelines 21',
    'Weights 2.4 MB',
    'Intermediates 1.5 MB',
    'Saved by aliasing 75 %',
    'Uniforms 12 kB',
    'Constants 0 B',
    'Captured in 40.0 ms',
    'Verified in 1200 ms',
  ]);
});

describe('times', () => {
  it('come with their percentiles and their number', () => {
    expect(plain(spreadWords(times))).toBe('p50 0.10 ms · p95 0.14 ms · n 512');
    expect(plain(spreadWords({ ...none, n: 3, mean: 0.12 }))).toBe('mean 0.12 ms · n 3');
    expect(spreadWords(none)).toBe('–');
  });

  it('of the GPU count those that were invalid, and say when nothing was timed', () => {
    const gpu = { mode: null, issueMs: times, gpuMs: times, gpuInvalid: 4 };
    expect(plain(gpuTimeWords(gpu, true))).toBe('p50 0.10 ms · p95 0.14 ms · n 512 · 4 invalid');
    expect(plain(gpuTimeWords({ ...gpu, gpuMs: null }, true))).toBe('none valid · 4 invalid');
    expect(gpuTimeWords({ ...gpu, gpuMs: null, gpuInvalid: 0 }, true)).toBe('none yet');
    expect(gpuTimeWords({ ...gpu, gpuMs: null, gpuInvalid: 0 }, false)).toBe('not timed');
  });
});
