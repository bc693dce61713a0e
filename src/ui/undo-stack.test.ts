import { expect, it } from 'vitest';
import type { Snapshot } from '../domain/snapshot';
import { createPlaygroundStore } from './store';
import { UndoStack } from './undo-stack';

/** A store in which the scenario `name` is open, and a stack on it. */
function given() {
  const store = createPlaygroundStore();
  // Only the scenario's name is read.
  const open = (name: string) => store.getState().setSnapshot({ scenario: { name } } as unknown as Snapshot);
  open('test');
  const undone: string[] = [];
  const undo = new UndoStack(store);
  const offer = (what: string) => undo.offer(what, async () => void undone.push(what));
  const shown = () => store.getState().notices.map((notice) => notice.text);
  return { open, offer, undo, undone, shown, store };
}

it('takes back the newest first, and tells when nothing is left', async () => {
  const { offer, undo, undone, shown } = given();
  offer('first');
  offer('second');
  await undo.undo();
  await undo.undo();
  expect(undone).toEqual(['second', 'first']);
  await undo.undo();
  expect(shown()).toEqual(['There is nothing to undo.']);
});

it('offers the newest only, by its own button', async () => {
  const { offer, undone, shown, store } = given();
  offer('first');
  offer('second');
  expect(shown()).toEqual(['second']);
  store.getState().notices[0]?.action?.run();
  await Promise.resolve();
  expect(undone).toEqual(['second']);
  expect(shown()).toEqual([]);
});

it('a step of another scenario is not taken back', async () => {
  const { offer, open, undo, undone } = given();
  offer('first');
  open('another');
  await undo.undo();
  expect(undone).toEqual([]);
});
