/** What was observed → which findings, as tables. */
import { describe, expect, it } from 'vitest';
import type { BackendCapability, CompletionFigures } from '../../domain/backend';
import { chooseAutomatic } from '../backend-choice';
import { findingsOf, type Observed } from './findings';

const there = (backend: BackendCapability['backend'], adapter: string | null): BackendCapability => ({
  backend,
  available: true,
  adapter,
  software: false,
  reason: null,
});
const every = [
  there('webgpu', 'a real one'),
  there('webgl', 'a real one'),
  there('wasm', 'SIMD'),
  there('cpu', null),
];
const absent = (backend: BackendCapability['backend'], reason: string) =>
  every.map((one) => (one.backend === backend ? { ...one, available: false, adapter: null, reason } : one));

const quick = { medianMs: 0.4, minimumMs: 0.2, n: 9 };
const prompt: CompletionFigures = { drain: quick, map: quick };
const lateTimes = { medianMs: 100.2, minimumMs: 99.8, n: 3 };
const late: CompletionFigures = { drain: lateTimes, map: lateTimes };

/** A browser that has all there is. */
const full: Observed = {
  backends: every,
  clockResolutionMs: 0.005,
  completion: prompt,
  lateMs: null,
  timestamps: true,
  cores: 8,
  secure: true,
  isolated: true,
  sharesMemory: true,
  startsWorkers: true,
};

const told = (change: Partial<Observed>) =>
  findingsOf({ ...full, ...change }).map(({ severity, fact }) => `${severity}: ${fact}`);

it('a browser that has everything has no findings', () => {
  expect(findingsOf(full)).toEqual([]);
});

describe('what is missing is found by itself, each with its severity', () => {
  it.each<readonly [string, Partial<Observed>, readonly string[]]>([
    [
      'an insecure page',
      {
        secure: false,
        isolated: false,
        sharesMemory: false,
        backends: absent('webgpu', 'secure pages only'),
      },
      [
        'problem: The page did not come over a secure connection',
        'warning: The page is not cross-origin isolated',
        'info: webgpu is not available',
      ],
    ],
    [
      'a host without headers',
      { isolated: false, sharesMemory: false, clockResolutionMs: 0.1 },
      ['warning: The page is not cross-origin isolated'],
    ],
    [
      'isolation without shared memory',
      { sharesMemory: false },
      ['warning: WASM threads are off although the page is isolated'],
    ],
    [
      'workers that start no workers',
      { startsWorkers: false },
      ['warning: WASM threads are off although the page is isolated'],
    ],
    [
      'a hidden number of cores',
      { cores: null },
      ['info: The browser does not tell how many cores there are'],
    ],
    ['no GPU times', { timestamps: false }, ['info: WebGPU tells no GPU times']],
    [
      'a completion timer',
      { completion: late, lateMs: 99.8 },
      ['warning: WebGPU tells that work is done 100 ms late or later'],
    ],
    [
      'a GPU that does not answer',
      { completion: 'silent' },
      ['warning: WebGPU does not tell when its work is done'],
    ],
    [
      'no WebGPU',
      { backends: absent('webgpu', 'none'), completion: null, timestamps: null },
      ['info: webgpu is not available'],
    ],
    ['no WebGL', { backends: absent('webgl', 'none') }, ['info: webgl is not available']],
    ['no WebAssembly', { backends: absent('wasm', 'off') }, ['warning: wasm is not available']],
    [
      'no SIMD',
      { backends: every.map((one) => (one.backend === 'wasm' ? { ...one, adapter: 'no SIMD' } : one)) },
      ['warning: WASM has no SIMD here'],
    ],
    [
      'a software GPU',
      { backends: every.map((one) => (one.backend === 'webgl' ? { ...one, software: true } : one)) },
      ['warning: webgl runs on a software adapter'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(told(change)).toEqual(expected);
  });
});

describe('the clock is judged by its step against what is measured with it', () => {
  it.each<readonly [number, boolean, readonly string[]]>([
    [0.005, true, []],
    [0.01, true, []],
    [0.02, true, ['info: The clock moves in steps of 0.02 ms']],
    [0.1, true, ['info: The clock moves in steps of 0.1 ms']],
    [1, true, ['warning: The clock moves in steps of 1 ms']],
    [100, true, ['warning: The clock moves in steps of 100 ms']],
    [0, true, ['problem: The clock did not move while it was watched']],
    [0.1, false, []],
    [1, false, ['warning: The clock moves in steps of 1 ms']],
  ])('%d ms, isolated: %s', (clockResolutionMs, isolated, expected) => {
    const clock = told({ clockResolutionMs, isolated }).filter((one) => one.includes('clock'));
    expect(clock).toEqual(expected);
  });
});

it('a finding says the figures that it comes from', () => {
  const [finding] = findingsOf({ ...full, completion: late, lateMs: 99.8 });
  expect(finding?.cause).toContain('an empty submission took median 100 ms, least 100 ms of 3');
  expect(finding?.affects).toContain('GPU times are not affected');
});

it('every finding says what it affects, why, and what to do, and no browser by name', () => {
  const all = [
    ...findingsOf({
      ...full,
      secure: false,
      isolated: false,
      cores: null,
      timestamps: false,
      completion: 'silent',
    }),
    ...findingsOf({ ...full, sharesMemory: false, clockResolutionMs: 1, completion: late, lateMs: 99.8 }),
    ...findingsOf({
      ...full,
      startsWorkers: false,
      clockResolutionMs: 0,
      backends: every.map((one) => ({ ...one, available: false, adapter: null, reason: 'gone' })),
    }),
  ];
  for (const { fact, affects, cause, fix } of all) {
    for (const words of [fact, affects, cause, fix]) expect(words.length).toBeGreaterThan(3);
    expect(`${fact} ${affects} ${cause} ${fix}`).not.toMatch(/firefox|safari|webkit|chrom|edge/i);
  }
});

it('the automatic choice passes a backend over that would mislead, and says why', () => {
  expect(chooseAutomatic(every).backend).toBe('webgpu');
  const { backend, reason } = chooseAutomatic(every, {
    webgpu: 'tells here that its work is done 100 ms late or later',
  });
  expect(backend).toBe('webgl');
  expect(reason).toBe('webgl: webgpu tells here that its work is done 100 ms late or later');
});
