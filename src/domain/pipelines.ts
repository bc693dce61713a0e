/**
 * Which model's results another one can look at, and why not: the one table that the engine refuses by, an executor cuts
 * by and the page offers by. It knows no request; circles and names that are not there are `scenario-scheduling.ts`'s.
 */
import { isCustom, type Model, type ModelTask } from './model';
import type { TenantConfig } from './scenario';

/** What is cut out of the picture for the next model. */
type Thing = 'face' | 'eyes' | 'hand' | 'person' | 'object';

/** What the results of a task tell the place of. Whoever finds a face knows its eyes: detectors mark them, meshes outline them. */
const FINDS: Readonly<Partial<Record<ModelTask, readonly Thing[]>>> = {
  'face-detection': ['face', 'eyes'],
  'face-landmarks': ['face', 'eyes'],
  'hand-detection': ['hand'],
  'hand-tracking': ['hand'],
  'object-detection': ['person', 'object'],
};

const WORDS: Readonly<Record<Thing, string>> = {
  face: 'a face',
  eyes: 'the eyes of a face',
  hand: 'a hand',
  person: 'a person',
  object: 'a thing to enlarge',
};

/** What a model looks at besides the whole frame; null when it looks at nothing smaller, or listens. */
function wantedBy({ task, input }: Exclude<Model, { task: 'custom' }>): Thing | null {
  if (input.kind === 'audio') return null;
  switch (input.region) {
    case 'face':
    case 'eyes':
    case 'hand':
      return input.region;
    case 'body':
      return 'person';
    case 'centre':
      return 'object';
    case 'frame':
      return task === 'body-pose' ? 'person' : null;
  }
}

/** Null when `downstream` can look at what `upstream` finds; else why it cannot, in a sentence. */
export function feeds(upstream: Model, downstream: Model): string | null {
  if (isCustom(upstream))
    return `What the outputs of ${upstream.name} mean is not known, so nothing can be cut out of the picture by them.`;
  if (isCustom(downstream))
    return `${downstream.name} is fed by its own settings: no other model knows what part of a picture it wants.`;
  const found = FINDS[upstream.task];
  if (found === undefined) return `${upstream.name} finds nothing that another model could look at.`;
  const wanted = wantedBy(downstream);
  if (wanted !== null && found.includes(wanted)) return null;
  const wants =
    downstream.input.kind === 'audio'
      ? 'listens'
      : `looks at ${wanted === null ? 'the whole picture' : WORDS[wanted]}`;
  return `${downstream.name} ${wants}, and ${upstream.name} finds ${found.map((thing) => WORDS[thing]).join(' or ')}.`;
}

/** The models that can look at what a model finds, in the order given. */
export const possibleDependants = (upstream: Model, models: readonly Model[]): readonly Model[] =>
  models.filter((model) => feeds(upstream, model) === null);

interface PipelineTrouble {
  readonly tenantId: string;
  readonly message: string;
}

/**
 * Every dependency whose output cannot feed the next input.
 * @param modelOf undefined for a model that is not known yet: nothing is said about it.
 */
export function checkPipelines(
  tenants: readonly Pick<TenantConfig, 'id' | 'modelId' | 'dependsOn'>[],
  modelOf: (modelId: string) => Model | undefined,
): readonly PipelineTrouble[] {
  return tenants.flatMap(({ id, modelId, dependsOn }): readonly PipelineTrouble[] => {
    const cause = tenants.find((one) => one.id === dependsOn?.tenantId);
    const [upstream, downstream] = [cause && modelOf(cause.modelId), modelOf(modelId)];
    if (cause === undefined || upstream === undefined || downstream === undefined) return [];
    const why = feeds(upstream, downstream);
    if (why === null) return [];
    const message = `${id} cannot depend on ${cause.id}. ${why} Choose another cause, or give it a workload of its own.`;
    return [{ tenantId: id, message }];
  });
}
