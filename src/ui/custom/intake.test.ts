import { describe, expect, it } from 'vitest';
import type { StartedWorker } from '../on-demand-worker';
import { Intake } from './intake';

type Listener = (event: never) => void;

/** A worker that answers nothing by itself. */
function silentWorker() {
  const listeners = new Map<string, Listener[]>();
  const posted: { id: number; name: string; argument: unknown }[] = [];
  let ended = false;
  const worker: StartedWorker = {
    postMessage: (message) => void posted.push(message as (typeof posted)[number]), // what rpc.ts sends
    addEventListener: (type: string, listener: Listener) =>
      void listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    removeEventListener: () => {},
    terminate: () => {
      ended = true;
    },
  };
  const emit = (type: string, event: unknown) => {
    for (const listener of listeners.get(type) ?? []) listener(event as never); // as its type says
  };
  return { worker, posted, emit, ended: () => ended };
}

function intakeWith() {
  const started: ReturnType<typeof silentWorker>[] = [];
  const intake = new Intake(
    () => {
      const one = silentWorker();
      started.push(one);
      return one.worker;
    },
    () => {},
  );
  return { intake, started };
}

describe('the intake worker', () => {
  it('is started at its first use, once', () => {
    const { intake, started } = intakeWith();
    expect(started).toHaveLength(0);
    void intake.call('kept', null);
    void intake.call('kept', null);
    expect(started).toHaveLength(1);
    expect(started[0]?.posted.map(({ name }) => name)).toEqual(['kept', 'kept']);
  });

  it('is replaced at the next use after it died; who waited is told', async () => {
    const { intake, started } = intakeWith();
    const call = intake.call('fromUrl', { url: 'https://example.org/model.json', allowed: [] });
    started[0]?.emit('error', { message: 'boom' });
    await expect(call).rejects.toMatchObject({
      code: 'model-load-failed',
      message: 'The worker that reads models stopped: boom. Try again: a new one is started.',
    });
    expect(started[0]?.ended()).toBe(true);
    void intake.call('kept', null);
    expect(started).toHaveLength(2);
  });

  it('learns of refusals before anything else, also when it is started after them', () => {
    const { intake, started } = intakeWith();
    intake.refuse({ network: true, storage: false });
    expect(started).toHaveLength(0);
    void intake.call('kept', null);
    expect(started[0]?.posted.map(({ name }) => name)).toEqual(['refuse', 'kept']);
    intake.refuse({ network: false, storage: false });
    expect(started[0]?.posted.at(-1)).toMatchObject({
      name: 'refuse',
      argument: { network: false, storage: false },
    });
  });
});
