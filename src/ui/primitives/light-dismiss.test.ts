import { expect, it } from 'vitest';
import { closeByPressBeside } from './light-dismiss';

/** A dialog of 100 × 50 at (10, 20), as far as this needs one. */
function fakeDialog(extra: object = {}) {
  const listeners = new Set<(event: MouseEvent) => void>();
  const dialog = {
    closes: 0,
    close() {
      this.closes += 1;
    },
    getBoundingClientRect: () => ({ left: 10, right: 110, top: 20, bottom: 70 }),
    addEventListener: (_type: string, listener: (event: MouseEvent) => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: MouseEvent) => void) => listeners.delete(listener),
    ...extra,
  };
  const press = (clientX: number, clientY: number, target: unknown = dialog) => {
    for (const listener of listeners) listener({ clientX, clientY, target } as MouseEvent); // all that is read
  };
  return { dialog, press, element: dialog as unknown as HTMLDialogElement }; // all that is called
}

it('a press beside the dialog closes it, one inside or on what stands in it does not', () => {
  const { dialog, press, element } = fakeDialog();
  closeByPressBeside(element);
  press(50, 50);
  press(500, 500, {}); // a list that hangs out of the dialog
  expect(dialog.closes).toBe(0);
  press(5, 50);
  press(50, 80);
  expect(dialog.closes).toBe(2);
});

it('it ends when it is told to', () => {
  const { dialog, press, element } = fakeDialog();
  closeByPressBeside(element)();
  press(5, 5);
  expect(dialog.closes).toBe(0);
});

it('a browser that closes dialogs by itself is left to it', () => {
  const { dialog, press, element } = fakeDialog({ closedBy: 'any' });
  closeByPressBeside(element);
  press(5, 5);
  expect(dialog.closes).toBe(0);
});
