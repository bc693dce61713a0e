import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { type HandedTrace, handOver } from './handoff-store';

const DAY_MS = 86_400_000;
const trace = (id: string, at: number): HandedTrace => ({
  id,
  at,
  title: 'test',
  fileName: 'test.trace.json',
  blob: null,
  why: 'None was made.',
});

it('a trace waits where the page for Perfetto looks, and those of days before are erased', async () => {
  await handOver(trace('old', 0));
  await handOver(trace('yesterday', DAY_MS));
  await handOver(trace('new', DAY_MS + 1));
  // The names that `public/handoff.js` has.
  const database = await openDB('playground-handoff', 1);
  expect(await database.getAllKeys('traces')).toEqual(['new', 'yesterday']);
  expect(await database.get('traces', 'new')).toEqual(trace('new', DAY_MS + 1));
  database.close();
});
