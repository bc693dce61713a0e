import { describe, expect, it } from 'vitest';
import type { EmbedMessage } from '../../domain/embed';
import { EngineError } from '../../domain/errors';
import type { Snapshot } from '../../domain/snapshot';
import { EmbedDoor } from './embed-door';

const ORIGIN = 'https://slides.example';
const FACTS = { appVersion: '1', crossOriginIsolated: false, clockResolutionMs: 0.1, scenario: null };

/** A page around, a playground that notes what it is told, and a clock that is turned by hand. */
function frame(opened: Promise<void> = Promise.resolve()) {
  const sent: { message: EmbedMessage; to: string }[] = [];
  const done: unknown[] = [];
  const timers: { at: number; act: () => void }[] = [];
  let now = 0;
  let hear: (event: { data: unknown; origin: string; source: unknown }) => void = () => {};
  let tell: (snapshot: Snapshot) => void = () => {};
  const parent = { postMessage: (message: EmbedMessage, to: string) => sent.push({ message, to }) };
  const door = new EmbedDoor(
    {
      origin: ORIGIN,
      parent: parent as unknown as Window, // all that the door uses of it
      listen: (listener) => {
        hear = listener as typeof hear; // a message event as far as the door looks at one
        return () => {
          hear = () => {};
        };
      },
      later: (afterMs, act) => {
        const timer = { at: now + afterMs, act };
        timers.push(timer);
        return () => timers.splice(timers.indexOf(timer), 1);
      },
      now: () => now,
    },
    {
      opened,
      run: async () => void done.push('run'),
      stop: async () => void done.push('stop'),
      loadScenario: async (document) => {
        if (document === 'bad')
          throw new EngineError('scenario-invalid', 'The scenario is not valid. tenants: none.');
        done.push(document);
      },
      facts: () => FACTS,
      onSnapshot: (listener) => {
        tell = listener;
        return () => {
          tell = () => {};
        };
      },
    },
  );
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    door,
    done,
    parent,
    async say(data: unknown, { origin = ORIGIN, source = parent as unknown } = {}) {
      hear({ data, origin, source });
      await settle();
    },
    snapshot: (at: number) => tell({ at } as Snapshot), // the door hands it on as it is
    pass(ms: number) {
      now += ms;
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.act();
      }
    },
    settle,
    /** What was sent since the last look, and that all of it went to the one origin. */
    heard(): EmbedMessage[] {
      for (const { to } of sent) expect(to).toBe(ORIGIN);
      return sent.splice(0).map(({ message }) => message);
    },
  };
}

const ask = (type: string, more: object = {}) => ({ playground: 1, id: 7, type, ...more });
const ok = (value: unknown = null) => ({ playground: 1, type: 'reply', id: 7, ok: true, value });

describe('the door of a frame', () => {
  it('says that it is ready, with what holds of the frame', async () => {
    const { heard, settle } = frame();
    await settle();
    expect(heard()).toEqual([{ playground: 1, type: 'ready', ...FACTS }]);
  });

  it('says why nothing will run when the playground cannot be opened', async () => {
    const { heard, settle, say } = frame(
      Promise.reject(new EngineError('network-unreachable', 'No catalog.')),
    );
    await settle();
    const error = { code: 'network-unreachable', message: 'No catalog.' };
    expect(heard()).toEqual([{ playground: 1, type: 'failed', error }]);
    await say(ask('run'));
    expect(heard()).toEqual([{ playground: 1, type: 'reply', id: 7, ok: false, error }]);
  });

  it('runs, stops and takes a scenario, and answers each request by its id', async () => {
    const { heard, say, done, settle } = frame();
    await settle();
    heard();
    await say(ask('run'));
    await say(ask('stop'));
    await say(ask('setScenario', { scenario: { name: 'given' } }));
    await say(ask('hello'));
    expect(done).toEqual(['run', 'stop', { name: 'given' }]);
    expect(heard()).toEqual([ok(), ok(), ok(), ok(FACTS)]);
  });

  it('answers a refused scenario with code and message', async () => {
    const { heard, say, settle } = frame();
    await settle();
    heard();
    await say(ask('setScenario', { scenario: 'bad' }));
    const [answer] = heard();
    expect(answer).toMatchObject({ id: 7, ok: false, error: { code: 'scenario-invalid' } });
  });

  it.each([
    [{ ...ask('fly') }, /type/],
    [{ ...ask('run'), extra: 1 }, /extra/],
    [{ ...ask('subscribe'), everyMs: 1 }, /everyMs/],
    [{ ...ask('run'), playground: 2 }, /playground/],
    [{ playground: 1, type: 'run' }, /id/],
    [{ playground: 1, type: 'run', id: {} }, /id/],
  ])('answers a message that is no request with where and why: %j', async (data, words) => {
    const { heard, say, done, settle } = frame();
    await settle();
    heard();
    await say(data);
    const [answer] = heard();
    expect(answer).toMatchObject({ type: 'reply', ok: false, error: { code: 'embed-invalid' } });
    expect(JSON.stringify(answer)).toMatch(words);
    expect(done).toEqual([]);
  });

  it('ignores and counts commands from another origin, another window, or a frame inside', async () => {
    const { heard, say, done, door, settle, parent } = frame();
    await settle();
    heard();
    await say(ask('run'), { origin: 'https://evil.example' });
    await say(ask('run'), { origin: 'https://slides.example.evil.example' });
    await say(ask('run'), { source: { ...parent } });
    await say(ask('run'), { source: null });
    expect(done).toEqual([]);
    expect(heard()).toEqual([]);
    expect(door.refusals.getState()).toEqual({ count: 4, origin: 'https://evil.example' });
  });

  it('leaves alone what is not said to it: messages without its name are neither answered nor counted', async () => {
    const { heard, say, door, settle } = frame();
    await settle();
    heard();
    for (const data of [null, 'run', 7, { type: 'run', id: 1 }, []])
      await say(data, { origin: 'https://evil.example' });
    expect(heard()).toEqual([]);
    expect(door.refusals.getState().count).toBe(0);
  });

  it('sends snapshots only to who asked, the newest one at the pace asked for, until told to stop', async () => {
    const { heard, say, snapshot, pass, settle } = frame();
    await settle();
    heard();
    snapshot(1);
    expect(heard()).toEqual([]);
    await say(ask('subscribe', { snapshots: true, everyMs: 500 }));
    expect(heard()).toEqual([ok()]);
    const ats = () =>
      heard().map((message) => (message.type === 'snapshot' ? message.snapshot.at : message.type));
    snapshot(2);
    snapshot(3);
    snapshot(4);
    expect(ats()).toEqual([2]);
    pass(499);
    expect(ats()).toEqual([]);
    pass(1);
    expect(ats()).toEqual([4]);
    pass(5000);
    expect(ats()).toEqual([]);
    snapshot(5);
    expect(ats()).toEqual([5]);
    snapshot(6);
    await say(ask('unsubscribe'));
    pass(5000);
    snapshot(7);
    expect(heard()).toEqual([ok()]);
  });

  it('hears nothing after its end', async () => {
    const { heard, say, done, door, settle } = frame();
    await settle();
    heard();
    door.dispose();
    await say(ask('run'));
    expect(done).toEqual([]);
    expect(heard()).toEqual([]);
  });

  it('answers "busy" to a page that asks without waiting for answers', async () => {
    const { heard, say, settle } = frame(new Promise(() => {}));
    await settle();
    for (let count = 0; count < 40; count += 1) await say(ask('run'));
    const answers = heard();
    expect(answers).toHaveLength(8);
    expect(answers[0]).toMatchObject({ ok: false, error: { code: 'busy' } });
  });
});
