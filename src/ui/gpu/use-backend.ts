/** Which backend an executor has or will have. It chooses nothing. */
import type { Backend } from '../../domain/backend';
import { backendOf } from '../controls/placement/other-backend';
import { usePlayground } from '../store';

/** Null while nobody knows. */
export function useBackend(executorId: string): Backend | null {
  return usePlayground(({ snapshot }) => {
    const executor = snapshot?.executors.find((one) => one.config.id === executorId);
    return executor === undefined ? null : backendOf(executor, snapshot?.machine ?? null);
  });
}
