/**
 * What people can do about how executors choose: their settings, gates, a policy of one's own. Each applies while
 * everything runs and can be undone. It knows how to ask the engine, not what it answers with.
 */
import { reportOf } from '../../domain/errors';
import { type ExecutorConfig, FREE_GATES, type Gates, type Scenario } from '../../domain/scenario';
import type { EngineClient } from '../../engine/index';
import type { SchedulingState } from '../predict/choices';
import type { UndoStack } from '../undo-stack';
import { changeWords, GATE_NAMES, GROUP_NAMES, policyName } from './scheduling-words';

type ExecutorChange = Partial<Omit<ExecutorConfig, 'id'>>;

export interface SchedulingCommands {
  readonly updateExecutor: (executorId: string, change: ExecutorChange) => Promise<void>;
  readonly setGates: (change: Partial<Gates>) => Promise<void>;
  /** Policy, grain and gates of all executors at once: one step to undo. @param words what is done, for the message. */
  readonly applyScheduling: (next: SchedulingState, words: string) => Promise<void>;
  /**
   * Lets an executor choose by a policy that somebody wrote. Resolves with the reason when it is refused: what chose
   * before goes on then.
   */
  readonly takeOwnPolicy: (executorId: string, source: string) => Promise<string | null>;
}

interface Ground {
  readonly engine: EngineClient;
  readonly undo: UndoStack;
  /** As the engine last told it. */
  readonly present: () => Scenario | undefined;
  /** A refusal becomes a message on the screen. */
  readonly guarded: (call: Promise<unknown>) => Promise<void>;
}

export function createSchedulingCommands({ engine, undo, present, guarded }: Ground): SchedulingCommands {
  const executorOf = (id: string) => present()?.executors.find((one) => one.id === id);

  const updateExecutor = async (executorId: string, change: ExecutorChange) => {
    const before = executorOf(executorId);
    await engine.call('updateExecutor', { executorId, change });
    if (before === undefined) return;
    const { id: _, ...back } = before;
    undo.offer(changeWords(before, { ...before, ...change }), () =>
      guarded(engine.call('updateExecutor', { executorId, change: only(back, change) })),
    );
  };

  const setGates = async (change: Partial<Gates>) => {
    const before = present()?.gates ?? FREE_GATES;
    const gates = { ...before, ...change };
    await engine.call('setScheduling', { gates });
    const group = gates.gpu === before.gpu ? 'cpu' : 'gpu';
    const text = `${GROUP_NAMES[group]}: ${GATE_NAMES[gates[group]]}, before ${GATE_NAMES[before[group]]}.`;
    undo.offer(text, () => guarded(engine.call('setScheduling', { gates: before })));
  };

  const put = async ({ executors, gates }: SchedulingState) => {
    for (const one of executors) await engine.call('updateExecutor', one);
    await engine.call('setScheduling', { gates });
  };
  const applyScheduling = async (next: SchedulingState, words: string) => {
    const before = present();
    await put(next);
    if (before === undefined) return;
    const executors = before.executors.map(({ id, policy, grain }) => ({
      executorId: id,
      change: { policy, grain },
    }));
    undo.offer(words, () => guarded(put({ executors, gates: before.gates ?? FREE_GATES })));
  };

  const takeOwnPolicy = async (executorId: string, source: string): Promise<string | null> => {
    const [before, executor] = [present()?.userPolicy ?? null, executorOf(executorId)];
    try {
      await engine.call('setScheduling', { userPolicy: source });
      await engine.call('updateExecutor', { executorId, change: { policy: 'user' } });
    } catch (thrown) {
      return reportOf(thrown, 'policy-invalid').message;
    }
    const then = executor?.policy ?? 'fifo';
    const text = `${executorId} chooses by your policy${then === 'user' ? ' as it is now' : `, before by ${policyName(then)}`}.`;
    undo.offer(text, async () => {
      await guarded(engine.call('updateExecutor', { executorId, change: { policy: then } }));
      await guarded(engine.call('setScheduling', { userPolicy: before }));
    });
    return null;
  };

  return {
    updateExecutor,
    setGates: (change) => guarded(setGates(change)),
    applyScheduling: (next, words) => guarded(applyScheduling(next, words)),
    takeOwnPolicy,
  };
}

/** Of `before` what `change` names; undefined what was not set. */
const only = (before: ExecutorChange, change: ExecutorChange): ExecutorChange =>
  // Each key is one of the change's, each value that of the same key.
  Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof ExecutorChange]]));
