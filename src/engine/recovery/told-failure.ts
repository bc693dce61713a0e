/** What people are told of a failure besides what happened: that it was injected, that no start follows by itself. */
import type { ErrorReport } from '../../domain/errors';

export const asInjected = (error: ErrorReport): ErrorReport =>
  error.message.includes('(injected') ? error : { ...error, message: `${error.message} (injected)` };

/** @param attempts starts by themselves, all in vain. */
export function asUsedUp(error: ErrorReport, attempts: number): ErrorReport {
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  const told = `It was started again ${times} by itself and failed each time. Try another backend, or look at the first failure among the incidents.`;
  return { ...error, message: `${error.message} ${told}` };
}
