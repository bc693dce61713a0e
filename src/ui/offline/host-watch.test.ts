/** The host is asked when something hints at it being gone, and again until it is back. */
import { expect, it } from 'vitest';
import { HostWatch } from './host-watch';

function network() {
  const now = { online: true, visible: true, answers: true };
  const log = { asked: 0, told: [] as boolean[] };
  let changed = () => {};
  const waits: (() => void)[] = [];
  const watch = new HostWatch(
    {
      ask: async () => {
        log.asked += 1;
        return now.answers;
      },
      now: () => now,
      onChange: (act) => {
        changed = act;
        return () => {
          changed = () => {};
        };
      },
      later: (_afterMs, act) => {
        waits.push(act);
        return () => waits.splice(waits.indexOf(act), 1);
      },
    },
    (answers) => log.told.push(answers),
  );
  const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
  return { now, log, watch, waits, change: () => changed(), settle };
}

it('a network that goes is asked about: a server on this machine may answer all the same', async () => {
  const { now, log, change, settle } = network();
  now.online = false;
  change();
  await settle();
  expect(log.told).toEqual([true]);
});

it('a silent host is asked again while the page is looked at, until it answers', async () => {
  const { now, log, watch, waits, settle } = network();
  now.answers = false;
  await watch.look();
  expect(log.told).toEqual([false]);
  now.visible = false;
  waits.shift()?.();
  await settle();
  expect(log.asked, 'nobody looks').toBe(1);
  now.visible = true;
  now.answers = true;
  waits.shift()?.();
  await settle();
  expect(log.told).toEqual([false, true]);
  expect(waits).toEqual([]);
});

it('while there is a network and the host answered, nothing is asked', async () => {
  const { log, change, settle } = network();
  change();
  await settle();
  expect(log.asked).toBe(0);
});
