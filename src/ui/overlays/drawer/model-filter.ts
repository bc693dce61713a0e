/**
 * Which models of the catalog the drawer lists: words, task group, size and work. It knows nothing of what runs, nor of
 * where a model's files are.
 */
import {
  type CatalogModel,
  isCustom,
  type Model,
  type ModelLibrary,
  type ModelTask,
} from '../../../domain/model';

export const TASK_GROUPS = ['all', 'face', 'body', 'hand', 'objects', 'picture', 'sound'] as const;
type TaskGroup = (typeof TASK_GROUPS)[number];

const GROUP_OF: Readonly<Record<ModelTask, Exclude<TaskGroup, 'all'>>> = {
  'face-detection': 'face',
  'face-landmarks': 'face',
  'face-emotion': 'face',
  'face-attributes': 'face',
  'iris-landmarks': 'face',
  'body-pose': 'body',
  'body-pose-3d': 'body',
  'person-segmentation': 'body',
  'hand-detection': 'hand',
  'hand-landmarks': 'hand',
  'hand-tracking': 'hand',
  'object-detection': 'objects',
  'semantic-segmentation': 'objects',
  'super-resolution': 'picture',
  'note-transcription': 'sound',
};

/** The models that come with the app; those that somebody brought are listed by themselves. */
export interface Zoo {
  readonly packages: ModelLibrary['packages'];
  readonly models: readonly CatalogModel[];
}

export const zooOf = ({ packages, models }: ModelLibrary): Zoo => ({
  packages,
  models: models.filter((model) => !isCustom(model)),
});

export interface ModelFilter {
  readonly words: string;
  readonly group: TaskGroup;
  readonly maxBytes: number;
  readonly maxMegaMacs: number;
}

export const NO_FILTER: ModelFilter = {
  words: '',
  group: 'all',
  maxBytes: Number.POSITIVE_INFINITY,
  maxMegaMacs: Number.POSITIVE_INFINITY,
};

export const sizeOf = (model: Model): number => model.files.reduce((total, file) => total + file.bytes, 0);

const textOf = ({ id, name, task, description, family, pipelines, licence }: CatalogModel): string =>
  [id, name, task.replaceAll('-', ' '), description, family, ...pipelines, licence.spdx]
    .join(' ')
    .toLowerCase();

/** Every word has to occur somewhere; those whose name begins with the words stand first. */
export function matchingModels(
  models: readonly CatalogModel[],
  filter: ModelFilter,
): readonly CatalogModel[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = models.filter(
    (model) =>
      (filter.group === 'all' || GROUP_OF[model.task] === filter.group) &&
      sizeOf(model) <= filter.maxBytes &&
      model.megaMacs <= filter.maxMegaMacs &&
      words.every((word) => textOf(model).includes(word)),
  );
  const [first] = words;
  if (first === undefined) return fits;
  const begins = (model: CatalogModel) => model.name.toLowerCase().startsWith(first);
  return [...fits.filter(begins), ...fits.filter((model) => !begins(model))];
}

/** The other members of a model's family, each with its work as a multiple of the model's own. */
export const variantsOf = (model: CatalogModel, models: readonly CatalogModel[]) =>
  models
    .filter((one) => one.family === model.family && one.id !== model.id)
    .map((one) => ({ id: one.id, name: one.name, workFactor: one.megaMacs / model.megaMacs }));
