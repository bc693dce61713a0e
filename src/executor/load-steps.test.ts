import { describe, expect, it } from 'vitest';
import { Background } from './background';
import { besideRequests } from './load-steps';

describe('steps of a load', () => {
  it('come before other background work, and after the step that is in hand', async () => {
    const background = new Background();
    const done: string[] = [];
    background.add(
      (async function* () {
        for (const step of ['cut 1', 'cut 2', 'cut 3']) {
          done.push(step);
          yield;
        }
      })(),
    );
    const beside = besideRequests((work) => background.add(work, true));
    const first = background.step();
    const loading = beside(() => {
      done.push('load');
      return 'built';
    });
    await first;
    while (background.hasWork) await background.step();
    expect(done).toEqual(['cut 1', 'load', 'cut 2', 'cut 3']);
    expect(await loading).toBe('built');
  });

  it('hand on what they throw, and others go on', async () => {
    const background = new Background();
    const beside = besideRequests((work) => background.add(work, true));
    const failing = beside(() => Promise.reject(new Error('not built')));
    const expected = expect(failing).rejects.toThrow('not built');
    const next = beside(() => 'built');
    while (background.hasWork) await background.step();
    await expected;
    expect(await next).toBe('built');
  });
});
