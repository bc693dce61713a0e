/** What is told when a device went, and when there is none that could go. Knows no backend. */
import type { Backend } from '../domain/backend';
import { EngineError } from '../domain/errors';

export const deviceLost = (reason: string): EngineError =>
  new EngineError('device-lost', `The executor lost its device: ${reason}. Retry starts it anew.`);

export function noDeviceToLose(backend: Backend): never {
  throw new EngineError(
    'backend-unsuited',
    `There is no device to lose: ${backend} computes on the CPU. Try it on an executor with webgpu or webgl.`,
  );
}
