/**
 * Dragging by keyboard on a board of columns: arrows go from column to column instead of moving by pixels. Space or Enter
 * on a card's handle lifts and drops, Escape or Tab cancels.
 */
import { KeyboardSensor } from '@dnd-kit/dom';
import { nextTarget } from './drop-effect';

const FORWARD = new Set(['right', 'down']);

const KEYS = {
  start: ['Space', 'Enter'],
  end: ['Space', 'Enter'],
  cancel: ['Escape', 'Tab'],
  up: ['ArrowUp'],
  down: ['ArrowDown'],
  left: ['ArrowLeft'],
  right: ['ArrowRight'],
};

/**
 * @param targets the ids of the drop targets in their order on the screen, read at each key.
 * @param homeOf the target that a card lies in.
 */
export function createKeyboardSensor(
  targets: () => readonly string[],
  homeOf: (id: string) => string | null,
) {
  class ColumnKeyboardSensor extends KeyboardSensor {
    protected override handleMove(direction: 'up' | 'down' | 'left' | 'right', event: KeyboardEvent): void {
      event.preventDefault();
      const { actions, dragOperation } = this.manager;
      const { source, target } = dragOperation;
      if (!source) return;
      const from = target ? String(target.id) : homeOf(String(source.id));
      const next = nextTarget(targets(), from, FORWARD.has(direction) ? 1 : -1);
      if (next !== null) void actions.setDropTarget(next);
    }
  }
  // The inherited `configure` would describe the class it was made for.
  return { plugin: ColumnKeyboardSensor, options: { keyboardCodes: KEYS } };
}
