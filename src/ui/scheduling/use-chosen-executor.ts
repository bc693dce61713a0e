/** Which executor a dialog of policies is about: the one that it was opened from, or the first. */
import { useShallow } from 'zustand/react/shallow';
import type { ExecutorConfig } from '../../domain/scenario';
import { usePlayground, usePlaygroundHandle } from '../store';

interface ChosenExecutor {
  readonly ids: readonly string[];
  /** Undefined while there are no executors. */
  readonly executor: ExecutorConfig | undefined;
  readonly choose: (id: string) => void;
}

export function useChosenExecutor(): ChosenExecutor {
  const { store } = usePlaygroundHandle();
  const wanted = usePlayground((state) => state.policyExecutorId);
  const executors = usePlayground(useShallow((state) => state.snapshot?.scenario.executors ?? []));
  return {
    ids: executors.map(({ id }) => id),
    executor: executors.find(({ id }) => id === wanted) ?? executors[0],
    choose: (id) => store.getState().set({ policyExecutorId: id }),
  };
}
