import { describe, expect, it } from 'vitest';
import { DecisionHistory, DecisionWindow } from './decisions';

describe('what choosing cost', () => {
  it('is counted, and told in microseconds once there are enough choices for a percentile', () => {
    const window = new DecisionWindow();
    for (let i = 1; i <= 10; i++) window.choice(i / 1000);
    expect(window.figures).toMatchObject({ count: 10, p50Us: null, p99Us: null });
    for (let i = 11; i <= 1000; i++) window.choice(i / 1000);
    const { count, p50Us, p99Us } = window.figures;
    expect(count).toBe(1000);
    expect(p50Us).toBeGreaterThanOrEqual(500);
    expect(p50Us).toBeLessThan(600);
    expect(p99Us).toBeGreaterThanOrEqual(990);
  });

  it('covers waits of those that were chosen next apart from choices', () => {
    const window = new DecisionWindow();
    window.beyond(0.25);
    expect(window.figures).toMatchObject({ count: 0, beyondSegmentMs: { n: 1, mean: 0.25, max: 0.25 } });
  });

  it('of a rolling view covers what happened since an instant, the newest at most', () => {
    const history = new DecisionHistory();
    for (let at = 0; at < 20_000; at++) history.choice(0.001, at);
    history.beyond(1, 10);
    history.beyond(3, 15_000);
    expect(history.since(19_900).count).toBe(100);
    expect(history.since(0).count).toBe(8192);
    expect(history.since(11).beyondSegmentMs).toMatchObject({ n: 1, mean: 3 });
  });
});
