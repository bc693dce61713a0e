import { describe, expect, it } from 'vitest';
import type { KeptEvidence } from '../../domain/evidence';
import { listed, roomWords } from './history-list';

const entry = (id: string, change: Partial<KeptEvidence> = {}): KeptEvidence => ({
  id,
  kind: 'run',
  name: id,
  note: '',
  pinned: false,
  takenAt: 0,
  keptAt: 0,
  origin: 'this browser',
  bytes: 100,
  line: '2 tenants · WASM',
  ...change,
});
const idsOf = (entries: readonly KeptEvidence[], search = '') => listed(entries, search).map(({ id }) => id);

describe('the list of what is kept', () => {
  it('has pinned ones first, then the newest', () => {
    const entries = [
      entry('old', { takenAt: 1 }),
      entry('pinned', { pinned: true }),
      entry('new', { takenAt: 2 }),
    ];
    expect(idsOf(entries)).toEqual(['pinned', 'new', 'old']);
  });

  it('holds every word that is looked for, in any of name, note, line, kind and origin', () => {
    const entries = [
      entry('a', { name: 'Video call', note: 'on battery' }),
      entry('b', { name: 'Video call' }),
      entry('c', { origin: 'from-anna.run.json' }),
    ];
    expect(idsOf(entries, 'VIDEO battery')).toEqual(['a']);
    expect(idsOf(entries, 'anna')).toEqual(['c']);
    expect(idsOf(entries, '  ')).toHaveLength(3);
    expect(idsOf(entries, 'wasm experiment')).toEqual([]);
  });
});

describe('the room in words', () => {
  it('tells used of available, and when it is nearly full', () => {
    expect(roomWords({ entries: [], usedBytes: 5e6, quotaBytes: 1e9 })).toEqual({
      text: '5.0\u202fMB of 1.00\u202fGB used by this site (0.5\u202f%)',
      nearlyFull: false,
    });
    expect(roomWords({ entries: [], usedBytes: 8e8, quotaBytes: 1e9 })?.nearlyFull).toBe(true);
  });

  it('tells nothing where the browser does not', () => {
    expect(roomWords({ entries: [], usedBytes: null, quotaBytes: 1e9 })).toBeNull();
    expect(roomWords({ entries: [], usedBytes: 1, quotaBytes: 0 })).toBeNull();
  });
});
