import { expect, it } from 'vitest';
import { cardPlace } from './card-place';

const window = { width: 1000, height: 600 };
const card = { width: 200, height: 150 };
const bar = (left: number, right: number, top = 500) => ({ left, right, top, bottom: top + 20 });

it('a card stands right of its bar, as high as the window lets it', () => {
  expect(cardPlace(bar(300, 340), card, window)).toEqual({ left: 348, top: 442 });
  expect(cardPlace(bar(300, 340, 100), card, window)).toEqual({ left: 348, top: 100 });
});

it('at the right edge it stands left of its bar', () => {
  expect(cardPlace(bar(900, 990), card, window)).toEqual({ left: 692, top: 442 });
});

it('a bar as wide as the window leaves it below, or above when there is no room', () => {
  expect(cardPlace(bar(0, 1000, 100), card, window)).toEqual({ left: 8, top: 128 });
  expect(cardPlace(bar(0, 1000, 500), card, window)).toEqual({ left: 8, top: 342 });
});
