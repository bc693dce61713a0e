/**
 * The keys of the drawer: ↑ and ↓ go through the results from wherever the focus is, Home and End to their ends, `/`
 * goes to the search field. Each result has one button with `data-result`; only they are stops.
 */
import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** Index of the result to go to, -1 for the search field, null when the key is none of these. */
export function nextResult(key: string, from: number, count: number): number | null {
  if (key === 'Home' && from >= 0) return 0;
  if (key === 'End' && from >= 0) return count - 1;
  const step = STEPS[key];
  return step === undefined || count === 0 ? null : Math.max(-1, Math.min(count - 1, from + step));
}

export function onDrawerKey(event: KeyboardEvent<HTMLElement>, search: HTMLInputElement | null): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement) || event.altKey || event.metaKey || event.ctrlKey) return;
  const typing = target.matches('input, select');
  if (key === '/' && !typing) {
    event.preventDefault();
    search?.focus();
    return;
  }
  if (typing && target !== search) return;
  const results = [...currentTarget.querySelectorAll<HTMLElement>('[data-result]')];
  const entry = target.closest('[data-entry]')?.querySelector<HTMLElement>('[data-result]') ?? null;
  const next = nextResult(key, entry === null ? -1 : results.indexOf(entry), results.length);
  if (next === null) return;
  event.preventDefault();
  const goal = next < 0 ? search : results[next];
  goal?.focus();
  goal?.closest('[data-entry]')?.scrollIntoView({ block: 'nearest' });
}
