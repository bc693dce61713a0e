/** Names of fields as people read them; a field that nobody has named yet is told by its own name, in words. Pure. */

const WORDS: Readonly<Record<string, string>> = {
  throughputPerSecond: 'throughput, a second',
  goodputPerSecond: 'goodput (in time), a second',
  stp: 'STP (sum of normalised progress)',
  antt: 'ANTT (mean slowdown)',
  jainFairness: 'Jain’s fairness index',
  minNpRatio: 'least / largest normalised progress',
  appVersion: 'version of the playground',
  tfjsVersion: 'TensorFlow.js',
  takenAt: 'taken at',
  userAgent: 'browser',
  crossOriginIsolated: 'cross-origin isolated',
  clockResolutionMs: 'clock resolution, ms',
  clockOffsetMs: 'largest clock offset of an executor, ms',
  hiddenMs: 'tab hidden, ms',
};

export const fieldWords = (name: string): string =>
  WORDS[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
