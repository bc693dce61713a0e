import { describe, expect, it } from 'vitest';
import { SubmitWindow } from './submit-window';

function work() {
  let end = () => {};
  let fail = () => {};
  const done = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = () => reject(new Error('lost'));
  });
  return { done, end, fail };
}

async function isOpen(admitted: Promise<void>): Promise<boolean> {
  const turns = Promise.resolve()
    .then(() => Promise.resolve())
    .then(() => 'closed');
  return (await Promise.race([admitted.then(() => 'open'), turns])) === 'open';
}

describe('submits under way', () => {
  it('are one at a time with depth 1: the next may follow when the one before has ended', async () => {
    const window = new SubmitWindow(1);
    const one = work();
    const admitted = window.admit(one.done);
    expect(await isOpen(admitted)).toBe(false);
    one.end();
    await admitted;
  });

  it('are as many as the depth says', async () => {
    const window = new SubmitWindow(3);
    const [one, two, three] = [work(), work(), work()];
    await window.admit(one.done);
    await window.admit(two.done);
    const third = window.admit(three.done);
    expect(await isOpen(third)).toBe(false);
    two.end();
    await third;
  });

  it('count one that failed as ended', async () => {
    const window = new SubmitWindow(1);
    const one = work();
    const admitted = window.admit(one.done);
    one.fail();
    await admitted;
    const two = work();
    const next = window.admit(two.done);
    two.end();
    await next;
  });
});
