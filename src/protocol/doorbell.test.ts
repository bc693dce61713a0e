/** A doorbell tells that nothing waits, and never says so while something does. */
import { describe, expect, it } from 'vitest';
import { Doorman, ringing } from './doorbell';

function pair() {
  const { port1, port2 } = new MessageChannel();
  const bell = new SharedArrayBuffer(4);
  const doorman = new Doorman(port2);
  port2.start();
  return { far: ringing(port1, bell), doorman, bell, close: () => port1.close() };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('a doorbell', () => {
  it('tells of a message from the moment in which it is sent until it has come in', async () => {
    const { far, doorman, bell, close } = pair();
    doorman.hear(bell);
    expect(doorman.mayWait).toBe(false);
    far.postMessage('a', []);
    far.postMessage('b', []);
    expect(doorman.mayWait).toBe(true);
    for (let turns = 0; turns < 100 && doorman.mayWait; turns++) await turn();
    expect(doorman.mayWait).toBe(false);
    close();
  });

  it('takes for possible that something waits as long as there is no bell', () => {
    const { doorman, close } = pair();
    expect(doorman.mayWait).toBe(true);
    doorman.hear(null);
    expect(doorman.mayWait).toBe(true);
    close();
  });
});
