/** Whether a scenario can be simulated at all: who lacks costs, and which costs are no durations. */
import { EngineError } from '../../domain/errors';
import type { SimulationInput, SimulationOptions, TenantCost } from '../../domain/simulation';

/** @throws EngineError `simulation-failed`, which names the tenant or the executor and what it lacks. */
export function checkInput({ scenario, costs, backends, contention }: SimulationInput): void {
  for (const { id, paused, executorId } of scenario.tenants) {
    if (paused) continue;
    const cost = costs[id];
    if (cost === undefined)
      throw refusal(
        `it is not known what tenant ${id} costs. Run the scenario first, or measure it alone, then predict again`,
      );
    const wrong = wrongDuration(cost);
    if (wrong !== null) throw refusal(`of tenant ${id}, ${wrong} is no duration of 0 ms or more`);
    if (backends[executorId] === undefined)
      throw refusal(`the backend of executor ${executorId}, where tenant ${id} lives, is not known`);
  }
  if (!scenario.tenants.some(({ paused }) => !paused)) throw refusal('all tenants are paused');
  const { gpu, cpu } = contention.slope;
  if (!(gpu >= 0 && cpu >= 0)) throw refusal('a slope of its contention model is below 0');
}

/** @throws EngineError `simulation-failed`. */
export function checkOptions({ durationMs, warmupMs }: SimulationOptions): void {
  if (!(durationMs > 0 && durationMs <= LONGEST_MS))
    throw refusal(`${durationMs} ms is no length of a window: it should be above 0 and at most an hour`);
  if (!(warmupMs >= 0 && warmupMs <= LONGEST_MS))
    throw refusal(`${warmupMs} ms is no length of a warm-up: it should be at least 0 and at most an hour`);
}

const LONGEST_MS = 3_600_000;

function wrongDuration({ hopMs, prepareMs, computeMs, afterMs, samplesMs, plan }: TenantCost): string | null {
  const durations = { hopMs, prepareMs, computeMs, afterMs };
  const named = Object.entries(durations).find(([, ms]) => !isDuration(ms));
  if (named !== undefined) return `${named[0]} = ${named[1]}`;
  const segment = plan?.segmentsMs.find((ms) => !isDuration(ms));
  if (segment !== undefined) return `a segment of ${segment}`;
  const sample = samplesMs.find((ms) => !isDuration(ms));
  return sample === undefined ? null : `a sample of ${sample}`;
}

const isDuration = (ms: number): boolean => Number.isFinite(ms) && ms >= 0;

const refusal = (why: string): EngineError =>
  new EngineError('simulation-failed', `The scenario cannot be simulated: ${why}.`);
