import { expect, it } from 'vitest';
import { modeUndo } from './mode-change';

it('a mode is taken back to the one before, which is automatic where none was chosen', () => {
  expect(modeUndo({}, { mode: 'eager' }, 'FaceMesh')).toEqual({
    text: 'FaceMesh: mode eager, before automatic.',
    back: { mode: 'auto' },
  });
  expect(modeUndo({ mode: 'segmented' }, { mode: 'recorded' }, 'FaceMesh')).toEqual({
    text: 'FaceMesh: mode recorded, before recorded, in segments.',
    back: { mode: 'segmented' },
  });
});

it('other changes, and the mode that holds already, are none', () => {
  expect(modeUndo({ mode: 'eager' }, { paused: true }, 'FaceMesh')).toBeNull();
  expect(modeUndo({}, { mode: 'auto' }, 'FaceMesh')).toBeNull();
});
