/** When people changed the set-up, and what, in the words of the throughput chart; for the poles of the timeline. Pure. */
import type { TenantConfig } from '../../../domain/scenario';
import type { NotedScenario } from '../../record-history';
import { shareStructure } from '../../share-structure';
import { scenarioChange } from '../throughput/scenario-change';
import type { SetupChange } from './draw-changes';

/** Changes that follow each other faster are one: a form that sets two things sends two. */
const ONE_CHANGE_MS = 150;

/** @param noted in order; the first is what there was before. */
export function setupChanges(
  noted: readonly NotedScenario[],
  name: (tenant: TenantConfig) => string,
): readonly SetupChange[] {
  const changes: SetupChange[] = [];
  let before = noted[0]?.scenario;
  let newest = before;
  let changedAt = Number.NEGATIVE_INFINITY;
  for (const { at, scenario } of noted.slice(1)) {
    if (newest === undefined) break;
    if (at - changedAt >= ONE_CHANGE_MS) {
      before = newest;
      changedAt = at;
    } else if (changes.at(-1)?.at === changedAt) changes.pop();
    newest = scenario;
    const text = before === undefined ? null : scenarioChange(before, shareStructure(before, scenario), name);
    if (text !== null) changes.push({ at: changedAt, text });
  }
  return changes;
}
