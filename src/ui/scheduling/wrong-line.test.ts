import { expect, it } from 'vitest';
import { wrongLine } from './wrong-line';

it('the line that a refusal names is found, and none where none is named', () => {
  expect(wrongLine('Your policy does not read in line 12: unexpected token.')).toBe(12);
  expect(wrongLine('Your policy took too long for one choice.')).toBeNull();
});
