import { describe, expect, it } from 'vitest';
import type { Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { dayOf, notTakenWords, originCell, originWords } from './baseline-words';

const DAY_MS = 24 * 3_600_000;
const at = Date.UTC(2026, 10, 26, 12);
const state = { automatic: true, skipped: [], fruitless: [], storageFailure: null };

const tenant = (id: string, origin: Partial<NonNullable<TenantSnapshot['aloneOrigin']>> | null) =>
  ({
    config: { id, paused: false },
    status: { kind: 'running' },
    alone: origin === null ? null : {},
    aloneOrigin: origin === null ? null : { takenAt: at, kept: false, stale: null, ...origin },
  }) as unknown as TenantSnapshot; // what is read
const snapshot = (tenants: TenantSnapshot[], baselines: object = state) =>
  ({ tenants, baselines }) as unknown as Snapshot; // what is read

describe('where baselines are from', () => {
  it('is not said while all of them were taken in this visit', () => {
    expect(originWords(snapshot([tenant('a', {}), tenant('b', null)]), ['A', 'B'])).toBeNull();
  });

  it('is the day of those that were kept, or the first and the last', () => {
    const both = [tenant('a', { kept: true }), tenant('b', { kept: true, takenAt: at + 2 * DAY_MS })];
    expect(originWords(snapshot(both.slice(0, 1)), [])).toBe(`Baselines of ${dayOf(at)}, kept.`);
    expect(originWords(snapshot([...both, tenant('c', {})]), [])).toBe(
      `2 of 3 baselines of ${dayOf(at)} to ${dayOf(at + 2 * DAY_MS)}, kept.`,
    );
  });

  it('gives way to why one no longer holds', () => {
    const stale = [tenant('a', { kept: true }), tenant('b', { stale: 'it takes 25 % longer' })];
    expect(originWords(snapshot(stale), ['A', 'B'])).toBe(
      'Baseline of B: it takes 25 % longer. It is taken again by itself.',
    );
    expect(originWords(snapshot(stale, { ...state, automatic: false }), ['A', 'B'])).toContain(
      'Measure alone again.',
    );
  });

  it('stands in the table', () => {
    expect(originCell(tenant('a', null))).toBe('–');
    expect(originCell(tenant('a', { kept: true, stale: 'slow' }))).toBe(
      `${dayOf(at)}, kept, no longer holds`,
    );
  });
});

describe('why none is taken by itself', () => {
  const lacking = [tenant('a', null), tenant('b', {})];

  it('is that somebody skipped it, or that nothing came of it', () => {
    expect(notTakenWords(snapshot(lacking, { ...state, skipped: ['a'] }))).toContain('skipped');
    expect(notTakenWords(snapshot(lacking, { ...state, fruitless: ['a'] }))).toContain('completed nothing');
  });

  it('is nothing when it will be, or when nobody takes them', () => {
    expect(notTakenWords(snapshot(lacking))).toBeNull();
    expect(notTakenWords(snapshot(lacking, { ...state, automatic: false, skipped: ['a'] }))).toBeNull();
  });
});
