import { expect, it } from 'vitest';
import { canZoom, FIRST_VIEW, panned, SPANS_MS, showing, spanOf, zoomed } from './timeline-view';

const still = { ...FIRST_VIEW, stillAt: 10_000 };
const known = { fromAt: 0, toAt: 12_000 };

it('a picture that follows now keeps now when it is zoomed', () => {
  const closer = zoomed(FIRST_VIEW, -1, 0.5);
  expect(spanOf(closer)).toBe(1000);
  expect(closer.stillAt).toBeNull();
});

it('a standing picture keeps the instant under the pointer', () => {
  const closer = zoomed(still, -1, 0.25);
  const under = (view: typeof still) => (view.stillAt ?? 0) - spanOf(view) * 0.75;
  expect(under(closer as typeof still)).toBe(under(still));
});

it('zooming ends at the shortest and the longest span', () => {
  expect(canZoom({ zoom: 0, stillAt: null }, -1)).toBe(false);
  const longest = { zoom: SPANS_MS.length - 1, stillAt: null };
  expect(zoomed(longest, 1)).toBe(longest);
});

it('a standing picture moves within what is known', () => {
  expect(panned(still, -500, known).stillAt).toBe(9500);
  expect(panned(still, 5000, known).stillAt).toBe(12_000);
  expect(panned(still, -50_000, known).stillAt).toBe(2000);
});

it('a picture that follows now does not move', () => {
  expect(panned(FIRST_VIEW, -500, known)).toBe(FIRST_VIEW);
});

it('a request outside a standing picture is brought into it', () => {
  expect(showing(still, 9000, 9100)).toBe(still);
  expect(showing(still, 10_500, 10_600).stillAt).toBe(10_700);
  expect(showing(still, 7000, 7100).stillAt).toBe(8900);
});
