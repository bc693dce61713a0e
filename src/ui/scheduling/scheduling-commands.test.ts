import { expect, it } from 'vitest';
import { EngineError } from '../../domain/errors';
import type { Snapshot } from '../../domain/snapshot';
import type { EngineClient } from '../../engine/index';
import { scenario } from '../../testing/builders';
import { createPlaygroundStore } from '../store';
import { UndoStack } from '../undo-stack';
import { createSchedulingCommands } from './scheduling-commands';

const present = scenario([['a', 'x']]);

/** An engine that notes what it is asked for and refuses what it is told to refuse. */
function stage(refuse: (name: string) => EngineError | null = () => null) {
  const calls: unknown[] = [];
  const engine = {
    call: async (name: string, argument: unknown) => {
      calls.push([name, argument]);
      const refusal = refuse(name);
      if (refusal !== null) throw refusal;
    },
  } as unknown as EngineClient; // the commands call it, each by its own name
  const store = createPlaygroundStore();
  store.setState({ snapshot: { scenario: present } as unknown as Snapshot }); // undoing asks which one is open
  const undo = new UndoStack(store);
  const guarded = (call: Promise<unknown>) => call.then(() => undefined);
  const commands = createSchedulingCommands({ engine, undo, present: () => present, guarded });
  const words = () => store.getState().notices.map(({ text }) => text);
  return { calls, commands, undo, words };
}

it('undoing a change of an executor sends back what was changed, and nothing else', async () => {
  const { calls, commands, undo, words } = stage();
  await commands.updateExecutor('x', { policy: 'edf' });
  expect(words()).toEqual(['x: policy EDF, before FIFO.']);
  await undo.undo();
  expect(calls).toEqual([
    ['updateExecutor', { executorId: 'x', change: { policy: 'edf' } }],
    ['updateExecutor', { executorId: 'x', change: { policy: 'fifo' } }],
  ]);
});

it('undoing what was not set before takes it away again', async () => {
  const { calls, commands, undo } = stage();
  await commands.updateExecutor('x', { memoryBudgetMB: 512 });
  await undo.undo();
  expect(calls).toStrictEqual([
    ['updateExecutor', { executorId: 'x', change: { memoryBudgetMB: 512 } }],
    ['updateExecutor', { executorId: 'x', change: { memoryBudgetMB: undefined } }],
  ]);
});

it('a gate changes beside the other one, and goes back with it', async () => {
  const { calls, commands, undo, words } = stage();
  await commands.setGates({ cpu: 'token' });
  expect(words()).toEqual(['CPU cores: token, before free for all.']);
  await undo.undo();
  expect(calls).toEqual([
    ['setScheduling', { gates: { gpu: 'free-for-all', cpu: 'token' } }],
    ['setScheduling', { gates: { gpu: 'free-for-all', cpu: 'free-for-all' } }],
  ]);
});

it('a policy of one’s own is checked before an executor uses it', async () => {
  const { calls, commands, undo } = stage();
  expect(await commands.takeOwnPolicy('x', '() => 0')).toBeNull();
  expect(calls).toEqual([
    ['setScheduling', { userPolicy: '() => 0' }],
    ['updateExecutor', { executorId: 'x', change: { policy: 'user' } }],
  ]);
  await undo.undo();
  expect(calls.slice(2)).toEqual([
    ['updateExecutor', { executorId: 'x', change: { policy: 'fifo' } }],
    ['setScheduling', { userPolicy: null }],
  ]);
});

it('one that is refused says why, changes no executor and leaves nothing to undo', async () => {
  const refusal = new EngineError('policy-invalid', 'Your policy does not read in line 2.');
  const { calls, commands, words } = stage((name) => (name === 'setScheduling' ? refusal : null));
  expect(await commands.takeOwnPolicy('x', '(')).toBe('Your policy does not read in line 2.');
  expect(calls).toEqual([['setScheduling', { userPolicy: '(' }]]);
  expect(words()).toEqual([]);
});
