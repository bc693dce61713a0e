/** Times a tenant's kernels while it serves nobody. Background work; it knows no GPU. */
import { EngineError } from '../domain/errors';
import type { KernelProfile } from '../domain/gpu';
import type { BackgroundWork } from './background';
import type { HostedTenant } from './hosted-tenant';

export interface KernelOptions {
  /** Of the model. */
  readonly name: string;
  readonly runs: number;
  /** The first of these two counts. */
  readonly onProfile: (profile: KernelProfile) => void;
  readonly onFailure: (thrown: unknown) => void;
}

export async function* profileKernels(tenant: HostedTenant, options: KernelOptions): BackgroundWork {
  const { name, runs, onProfile, onFailure } = options;
  try {
    const { recording } = tenant;
    if (recording === null)
      throw new EngineError(
        'backend-unsuited',
        `${name} has no recording, so its kernels cannot be told apart. Give it the mode “recorded” on WebGPU.`,
      );
    while (recording.inMidRun === true) yield 'blocked';
    onProfile(await recording.profileKernels(Math.max(1, runs)));
  } catch (thrown) {
    onFailure(thrown);
  } finally {
    onFailure(new EngineError('cancelled', `${name} left while its kernels were timed.`)); // unless it has been told
  }
}
