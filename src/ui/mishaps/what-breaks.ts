/** What can be broken at the moment, and why the rest cannot. Pure. */
import type { ExecutorSnapshot, TenantSnapshot } from '../../domain/snapshot';

/** Why its worker cannot be killed; null when it can. */
export function whyNotKill({ config, status }: Pick<ExecutorSnapshot, 'config' | 'status'>): string | null {
  if (status.kind === 'ready') return null;
  if (status.kind === 'failed') return `${config.id} has failed already.`;
  return status.kind === 'starting'
    ? `${config.id} starts; wait until it stands.`
    : `${config.id} has not started: press Run first.`;
}

/** Why its device cannot be lost; null when it can. */
export function whyNotLose(executor: Pick<ExecutorSnapshot, 'config' | 'status' | 'backend'>): string | null {
  const why = whyNotKill(executor);
  if (why !== null) return why;
  if (executor.backend === 'webgpu' || executor.backend === 'webgl') return null;
  return `Only WebGPU and WebGL have a device to lose; ${executor.config.id} runs on ${executor.backend ?? 'none'}.`;
}

/** Why its next inference cannot be disturbed; null when it can. */
export function whyNotDisturb(
  { status }: Pick<TenantSnapshot, 'status'>,
  name: string,
  runs: boolean,
): string | null {
  if (!runs) return 'Nothing runs: press Run first.';
  return status.kind === 'running' || status.kind === 'moving' ? null : `${name} does not run at the moment.`;
}
