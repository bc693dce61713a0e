import { expect, it } from 'vitest';
import type { Snapshot } from '../domain/snapshot';
import { exportWarnings } from './run-export';

const running = { run: { kind: 'running', startedAt: 1000 } } as Snapshot; // the field that is read

it('a run that had the machine to itself is exported without a warning', () => {
  expect(exportWarnings({ snapshot: running, otherTabRuns: false, otherTabRanAt: null })).toEqual([]);
  expect(exportWarnings({ snapshot: running, otherTabRuns: false, otherTabRanAt: 999 })).toEqual([]);
});

it('a tab that ran models beside it is told, also when it has stopped since', () => {
  const warned = [expect.stringContaining('Another tab')];
  expect(exportWarnings({ snapshot: running, otherTabRuns: true, otherTabRanAt: 900 })).toEqual(warned);
  expect(exportWarnings({ snapshot: running, otherTabRuns: false, otherTabRanAt: 1500 })).toEqual(warned);
});
