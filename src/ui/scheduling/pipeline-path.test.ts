import { describe, expect, it } from 'vitest';
import { pipelinePath } from './pipeline-path';

const card = (left: number, top: number) => ({ left, top, width: 160, height: 80 });

/** Every number of a path, as points. */
const pointsOf = (line: string) =>
  [...line.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

describe('the line from a card to the one that it triggers', () => {
  it('goes straight down to the next card of the column', () => {
    const { line, tip } = pipelinePath(card(0, 0), card(0, 96), 0);
    expect(pointsOf(line)).toEqual([
      { x: tip.x, y: 80 },
      { x: tip.x, y: 96 },
    ]);
  });

  it.each([
    ['to a column on the right', card(0, 0), card(168, 100)],
    ['to a column on the left', card(168, 0), card(0, 100)],
    ['past another card of the column', card(0, 0), card(0, 200)],
    ['to a card higher up', card(0, 200), card(168, 20)],
  ])('%s it leaves at a side and ends on the upper edge', (_, parent, child) => {
    const { line, tip } = pipelinePath(parent, child, 0);
    const points = pointsOf(line);
    const [first] = points;
    expect([parent.left, parent.left + parent.width]).toContain(first?.x);
    expect(points.at(-1)).toEqual(tip);
    expect(tip.y).toBe(child.top);
    expect(tip.x).toBeGreaterThan(child.left);
    expect(tip.x).toBeLessThan(child.left + child.width);
  });

  it('runs through the gap between the columns, not over a card', () => {
    const [parent, child] = [card(0, 0), card(168, 200)];
    const upright = pointsOf(pipelinePath(parent, child, 0).line).filter(({ y }) => y > 40 && y < 193);
    expect(upright.length).toBeGreaterThan(1);
    for (const { x } of upright) {
      expect(x).toBeGreaterThan(160);
      expect(x).toBeLessThan(168);
    }
  });

  it('leaves below the line before it', () => {
    const [parent, child] = [card(0, 0), card(168, 200)];
    const start = (lane: number) => pointsOf(pipelinePath(parent, child, lane).line)[0]?.y ?? 0;
    expect(start(1)).toBeGreaterThan(start(0));
    expect(start(40)).toBeLessThan(80);
  });

  it('has its label on the free side of the arrow', () => {
    const right = pipelinePath(card(0, 0), card(168, 100), 0);
    expect(right.label.x).toBeGreaterThan(right.tip.x);
    expect(right.label.ends).toBe(false);
    const left = pipelinePath(card(168, 0), card(0, 100), 0);
    expect(left.label.x).toBeLessThan(left.tip.x);
    expect(left.label.ends).toBe(true);
  });
});
