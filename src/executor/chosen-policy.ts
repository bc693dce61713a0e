/** The policy that an executor was told to choose by, ready to be asked. It never fails: first in, first out is below it. */
import { reportOf } from '../domain/errors';
import type { ScheduleArgument } from '../protocol/executor-contract';
import { createFifo } from '../scheduling/fifo';
import { guardedPolicy } from '../scheduling/guarded-policy';
import { createPolicy } from '../scheduling/policies';
import type { Policy } from '../scheduling/policy';
import { prepareUserPolicy } from '../scheduling/user-policy/prepare-user-policy';

/** @param onFailure told when it is not what it was meant to be: from then on, requests are served in order of arrival. */
export async function chosenPolicy(
  choice: ScheduleArgument['policy'],
  onFailure: (message: string) => void,
): Promise<Policy> {
  try {
    await prepareUserPolicy(choice);
    return guardedPolicy(createPolicy(choice), ({ message }) => onFailure(message));
  } catch (thrown) {
    onFailure(reportOf(thrown, 'policy-invalid').message);
    return createFifo();
  }
}
