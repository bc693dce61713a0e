/** The second half of an advice, on a runner that has measured the first: search, then the best of what was found, live. */
import type { Clock } from '../../../base/clock';
import { EngineError } from '../../../domain/errors';
import type { ExperimentRunner } from '../experiment-runner';
import type { PlanBasis } from '../plans/plan-basis';
import { pause } from '../waiting';
import { advise } from './advise';

/** Often enough for people who wait. */
const TOLD_EVERY = 25;

/** @returns why it ended early; null when the best have been measured too. */
export async function searchAndVerify(
  runner: ExperimentRunner,
  basis: Pick<PlanBasis, 'models' | 'machine'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { plan, points } = await advise(runner.plan, runner.measurements, basis, async (done, of) => {
      if (done % TOLD_EVERY === 0) runner.say(`Predicts placement ${done + 1} of ${of}`);
      await pause(0, clock, signal);
    });
    runner.extend(plan, points);
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    return thrown.message;
  }
  return runner.measure(signal);
}
