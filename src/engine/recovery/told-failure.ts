/** What people are told of a failure besides what happened: that it was injected, that no start follows by itself. */
import type { ErrorReport } from '../../domain/errors';

export const asInjected = (error: ErrorReport): ErrorReport =>
  error.message.includes('(injected') ? error : { ...error, message: `${error.message} (injected)` };

/** @param losses of the device, one after another without a good run in between. */
export function asRepeatedLoss(error: ErrorReport, losses: number): ErrorReport {
  const told = `It lost its device ${losses} times in a row. It starts again by itself; another backend may serve better: choose one under "Other backend".`;
  return { ...error, message: `${error.message} ${told}` };
}

/** @param attempts starts by themselves, all in vain. */
export function asUsedUp(error: ErrorReport, attempts: number): ErrorReport {
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  const told = `It was started again ${times} by itself and failed each time. Try another backend, or look at the first failure among the incidents.`;
  return { ...error, message: `${error.message} ${told}` };
}
