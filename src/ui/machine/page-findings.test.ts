/** What the page lacks → which findings, as a table; and what it looks at to know. */
import { describe, expect, it } from 'vitest';
import type { MachineFinding } from '../../domain/backend';
import { gpuMachine, plainMachine } from '../../testing/builders';
import { lookAtPage, type PageFacts } from './page-facts';
import { bySeverity, type PageState, pageFindings } from './page-findings';

const all: PageFacts = {
  secure: true,
  webgpu: true,
  longTasks: true,
  memory: true,
  otherTabs: true,
  camera: true,
  screen: true,
  soundWorklet: true,
  serviceWorker: true,
  storage: true,
  storageEstimate: true,
  trustedTypes: true,
  fullscreen: true,
};
const quiet: PageState = { otherTabRuns: false, startsExecutors: false, offlineWorker: { kind: 'ready' } };
const facts = (change: Partial<PageFacts>, state = quiet, machine = gpuMachine) =>
  pageFindings(machine, { ...all, ...change }, state).map(({ fact }) => fact);

it('a page that has everything has no findings', () => {
  expect(facts({})).toEqual([]);
});

it.each<readonly [keyof PageFacts, string]>([
  ['longTasks', 'Long tasks of the page are not told'],
  ['memory', 'The memory of the page with its workers cannot be measured'],
  ['otherTabs', 'Other tabs of the playground cannot be seen'],
  ['camera', 'No camera or microphone for pages'],
  ['screen', 'The screen cannot be shared'],
  ['soundWorklet', 'Sound comes by asking instead of by itself'],
  ['serviceWorker', 'The app cannot be kept for use without a network'],
  ['storage', 'Nothing can be kept in this browser'],
  ['storageEstimate', 'How full the storage is cannot be told'],
  ['trustedTypes', 'Scripts are guarded by the policy alone'],
  ['fullscreen', 'The code of a link cannot fill the screen'],
])('a page without %s says so and nothing else', (what, fact) => {
  expect(facts({ [what]: false })).toEqual([fact]);
});

it('an insecure page is not told one by one what the engine’s finding says at once', () => {
  const bare = {
    secure: false,
    otherTabs: false,
    camera: false,
    screen: false,
    serviceWorker: false,
    storageEstimate: false,
    soundWorklet: false,
  };
  expect(facts(bare)).toEqual([]);
});

it('WebGPU on the page alone is told where workers lack it, not where there is no adapter', () => {
  const reasonIs = (reason: string) => ({
    ...plainMachine,
    backends: plainMachine.backends.map((one) => (one.backend === 'webgpu' ? { ...one, reason } : one)),
  });
  const alone = 'WebGPU is there for pages, not for workers';
  expect(facts({}, quiet, reasonIs('this browser offers no WebGPU in workers: it has none'))).toEqual([
    alone,
  ]);
  expect(facts({}, quiet, reasonIs('the browser found no usable GPU adapter'))).toEqual([]);
  expect(facts({ webgpu: false }, quiet, reasonIs('this browser offers no WebGPU in workers'))).toEqual([]);
});

it('what holds now is told: another tab that runs, and starts by the page', () => {
  expect(facts({}, { ...quiet, otherTabRuns: true, startsExecutors: true })).toEqual([
    'Another tab of the playground runs models',
    'The page starts the workers of the executors',
  ]);
});

it('a worker for offline use that could not be had is told, one that this place never has is no fault', () => {
  const words = { why: 'Its script was refused.', fix: 'Reload the page.' };
  expect(facts({}, { ...quiet, offlineWorker: { kind: 'failed', ...words } })).toEqual([
    'The app could not be kept for use without a network',
  ]);
  expect(facts({}, { ...quiet, offlineWorker: { kind: 'impossible', ...words } })).toEqual([]);
});

it('findings stand by severity, and among equals as they came', () => {
  const of = (severity: MachineFinding['severity'], fact: string) => ({ severity, fact }) as MachineFinding; // all that is read
  const ordered = bySeverity([
    of('info', 'a'),
    of('warning', 'b'),
    of('problem', 'c'),
    of('info', 'd'),
    of('warning', 'e'),
  ]);
  expect(ordered.map(({ fact }) => fact)).toEqual(['c', 'b', 'e', 'a', 'd']);
});

describe('a browser is looked at, not asked for its name', () => {
  const scope = (change: object = {}, navigator: object = {}) => ({
    isSecureContext: true,
    trustedTypes: {},
    indexedDB: {},
    localStorage: {},
    BroadcastChannel: class {},
    AudioWorkletNode: class {},
    PerformanceObserver: { supportedEntryTypes: ['longtask', 'mark'] },
    performance: { measureUserAgentSpecificMemory: () => {} },
    document: { documentElement: { requestFullscreen: () => {} } },
    navigator: {
      get userAgent(): string {
        throw new Error('the name of the browser was read');
      },
      gpu: {},
      locks: {},
      serviceWorker: {},
      storage: { estimate: () => {} },
      mediaDevices: { getUserMedia: () => {}, getDisplayMedia: () => {} },
      ...navigator,
    },
    ...change,
  });

  it('one that has everything', () => {
    expect(lookAtPage(scope())).toEqual(all);
  });

  it.each<readonly [keyof PageFacts, object, object]>([
    ['secure', { isSecureContext: false }, {}],
    ['webgpu', {}, { gpu: undefined }],
    ['longTasks', { PerformanceObserver: { supportedEntryTypes: ['mark'] } }, {}],
    ['longTasks', { PerformanceObserver: undefined }, {}],
    ['memory', { performance: {} }, {}],
    ['otherTabs', { BroadcastChannel: undefined }, {}],
    ['otherTabs', {}, { locks: undefined }],
    ['camera', {}, { mediaDevices: { getDisplayMedia: () => {} } }],
    ['screen', {}, { mediaDevices: { getUserMedia: () => {} } }],
    ['soundWorklet', { AudioWorkletNode: undefined }, {}],
    ['serviceWorker', {}, { serviceWorker: undefined }],
    ['storage', { indexedDB: undefined }, {}],
    ['storage', { localStorage: null }, {}],
    ['storageEstimate', {}, { storage: undefined }],
    ['trustedTypes', { trustedTypes: undefined }, {}],
    ['fullscreen', { document: { documentElement: {} } }, {}],
  ])('one without %s', (what, change, navigator) => {
    expect(lookAtPage(scope(change, navigator))).toEqual({ ...all, [what]: false });
  });

  it('one whose storage may not even be looked at', () => {
    const blocked = Object.defineProperty(scope(), 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect(lookAtPage(blocked).storage).toBe(false);
  });
});
