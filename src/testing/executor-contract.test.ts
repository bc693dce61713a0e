import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import type { ExecutorContract, ExecutorEvents } from '../protocol/executor-contract';
import { connect } from '../protocol/rpc';
import { model } from './builders';
import { EXECUTOR_CONTRACT, type ExecutorSubject } from './executor-contract';
import { advance, FakeExecutor } from './fake-executor';

function fakeSubject(): ExecutorSubject & { readonly clock: VirtualClock } {
  const clock = new VirtualClock(1000);
  const progress: ExecutorEvents['loadProgress'][] = [];
  const planned: ExecutorEvents['planned'][] = [];
  const modes: ExecutorEvents['mode'][] = [];
  const losses: string[] = [];
  const { call } = connect<ExecutorContract, ExecutorEvents>(
    new FakeExecutor({ clock, serviceMs: () => 10 }),
    {
      loadProgress: (event) => progress.push(event),
      planned: (event) => planned.push(event),
      verified: () => {},
      mode: (event) => modes.push(event),
      policyFailed: () => {},
      deviceLost: ({ reason }) => losses.push(reason),
    },
  );
  return {
    clock,
    call,
    progress,
    planned,
    modes,
    records: false,
    losses,
    hasDevice: false,
    segmentMs: 'layer',
    framesUp: [],
    sendFrame: null,
    loadOf: (tenantId, sample, change) => ({
      tenantId,
      model: model(`sample-${sample}`),
      bytes: { kind: 'folder', baseUrl: 'test://models/' },
      input: 'scene',
      seed: 1,
      refuseNetwork: false,
      ...change,
    }),
    kindOf: ['nothing', 'nothing'],
  };
}

describe('the fake executor', () => {
  for (const { name, check } of EXECUTOR_CONTRACT) {
    it(name, async () => {
      const subject = fakeSubject();
      let ended: unknown = 'not ended';
      const checked = check(subject).then(
        () => {
          ended = null;
        },
        (thrown: unknown) => {
          ended = thrown;
        },
      );
      await advance(subject.clock, 200);
      await checked;
      expect(ended).toBeNull();
    });
  }
});
