import { expect, it } from 'vitest';
import { HELD } from './database-keeper';
import { amountOf, erasureWords, present } from './erasure-words';
import { holdingsOf } from './holding-list';
import type { HoldingId } from './holdings';
import type { InventoryRow } from './inventory';
import type { Found } from './keeper';

const holdings = holdingsOf('https://host.example/');
function row(id: HoldingId, found: Found): InventoryRow {
  const holding = holdings.find((one) => one.id === id);
  if (holding === undefined) throw new Error(`no holding ${id}`);
  return { holding, found, erasable: found.kind !== 'permission' };
}
const counted = (entries: number, bytes: number | null = 0): Found => ({ kind: 'counted', entries, bytes });
const hidden: Found = { kind: 'unreadable', why: 'It is blocked.' };

it('an amount has its unit and its size; what is not known is not guessed', () => {
  const unit = ['file', 'files'] as const;
  expect(amountOf(counted(1, 2100), unit)).toBe('1 file, 2\u202fkB');
  expect(amountOf(counted(1200, 3_140_000), unit)).toBe('1\u202f200 files, 3.1\u202fMB');
  expect(amountOf(counted(1, null), unit)).toBe('1 file, size unknown');
  expect(amountOf(counted(0), unit)).toBe('nothing');
  expect(amountOf(hidden, unit)).toBe('unknown');
  expect(amountOf({ kind: 'permission', state: 'allowed' }, unit)).toBe('allowed');
});

it('what can be lost is what is there and can be erased', () => {
  const rows = [
    row('runs', counted(2)),
    row('models', counted(0)),
    row('camera', { kind: 'permission', state: 'x' }),
  ];
  expect(present(rows).map(({ holding }) => holding.id)).toEqual(['runs']);
});

it('everything that went is told as looked at again', () => {
  const told = erasureWords({ rows: [row('runs', counted(0))], left: [] }, { what: null, tabs: [] });
  expect(told.headline).toContain('nothing of this app is left');
  expect(told.left).toEqual([]);
});

it('nothing is claimed of what the page may not look at', () => {
  const told = erasureWords({ rows: [row('theme', hidden)], left: [] }, { what: null, tabs: [] });
  expect(told.headline).not.toContain('nothing of this app is left');
  expect(told.headline).toContain('does not let the page look at: Theme');
});

it('a database that another tab holds is told with its name and with the tabs that answer', () => {
  const { holding } = row('runs', counted(1));
  const left = [{ holding, why: HELD }];
  const told = erasureWords({ rows: [], left }, { what: null, tabs: ['“Four”, open since 14:02'] });
  expect(told.headline).toBe('Not everything could be erased.');
  expect(told.left[0]).toContain('multi-dnn-playground-history');
  expect(told.left[0]).toContain('“Four”, open since 14:02');
  expect(erasureWords({ rows: [], left }, { what: null, tabs: [] }).left[0]).toContain('No tab answers');
});
