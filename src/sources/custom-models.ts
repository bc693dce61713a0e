/**
 * Reads every model among files that somebody brought: finds the descriptions, checks them and their shards, and says
 * what was guessed. Nothing is fetched here, and nothing is built.
 */
import type { CustomModel, CustomSource } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import { type Description, readDescription } from './description';
import { folderOf, nameOf, type SourceFile } from './file-paths';
import { type FoundDescription, findDescriptions } from './find-descriptions';
import { GivenFiles } from './given-files';
import { MAX_FILES } from './limits';
import { modelName } from './model-name';
import { noModel } from './no-model';
import { quoted } from './refusal';
import { resolveShards } from './shards';
import { Troubles } from './troubles';
import { type OnCheck, verifyModel } from './verify-model';

export interface ReadOptions {
  /** Gives the reading up: it rejects with `cancelled` after the file in hand. */
  readonly signal?: AbortSignal;
  readonly onProgress?: OnCheck;
}

export interface ReadModel {
  readonly model: CustomModel;
  /** In the order of the model's `files`. */
  readonly blobs: readonly Blob[];
}

interface Candidate {
  readonly found: FoundDescription;
  readonly description: Description;
  /** Files that it names, as far as they are here. */
  readonly shards: ReadonlySet<SourceFile>;
}

/**
 * @returns one for each description that can be read, those called `model.json` first; what cannot be read beside them
 *   is told in the first one's notes.
 * @throws EngineError of the first model when none can be read, `model-not-found` when there is none, `cancelled`.
 */
export async function readCustomModels(
  given: readonly SourceFile[],
  source: CustomSource,
  { signal, onProgress = () => undefined }: ReadOptions = {},
): Promise<readonly ReadModel[]> {
  assertFileCount(given.length);
  const assertWanted = () => {
    if (signal?.aborted) throw new EngineError('cancelled', 'Reading the model was cancelled.');
  };
  const files = new GivenFiles(given);
  const { found, failures } = await findDescriptions(files, assertWanted);
  const trouble = new Troubles(failures);
  const candidates = found.flatMap((each): readonly Candidate[] => {
    const { path } = each.file;
    const description = trouble.collect(() => readDescription(path, each.document));
    return description === null
      ? []
      : [{ found: each, description, shards: shardsOf(path, description, files) }];
  });
  const models: ReadModel[] = [];
  for (const candidate of candidates) {
    const others = namedBy(candidates.filter((each) => each !== candidate));
    const read = () => readModel(candidate, files, others, source, onProgress, assertWanted);
    const model = await trouble.collectLater(read);
    if (model !== null && models.every((each) => each.model.id !== model.model.id)) models.push(model);
  }
  const [first, ...rest] = models;
  if (first === undefined) throw trouble.all[0] ?? noModel(files);
  const told = trouble.all.map(({ message }) => `Not read: ${message}`);
  return [withNotes(first, [...told, ...ignoredNote(files, candidates)]), ...rest];
}

function assertFileCount(count: number): void {
  if (count <= MAX_FILES) return;
  throw new EngineError(
    'model-too-large',
    `${count} files were brought, ${MAX_FILES} are looked at: bring the model’s folder alone.`,
  );
}

async function readModel(
  { found, description }: Candidate,
  files: GivenFiles,
  others: ReadonlySet<SourceFile>,
  source: CustomSource,
  onProgress: OnCheck,
  assertWanted: () => void,
): Promise<ReadModel> {
  const groups = resolveShards(found.file.path, description.groups, files, others);
  const verified = await verifyModel(found, description, groups, onProgress, assertWanted);
  const { format, signature, inputs, view, controlFlow, notes } = description;
  return {
    model: {
      task: 'custom',
      id: verified.id,
      name: modelName(found.file.path, source),
      format,
      files: verified.files,
      parameters: parametersOf(description),
      source,
      signature,
      inputs,
      view,
      labels: null,
      controlFlow,
      notes,
    },
    blobs: verified.blobs,
  };
}

/** Whole numbers are shapes and indices, not what was trained. */
function parametersOf({ groups }: Description): number {
  const trained = groups
    .flatMap(({ weights }) => weights)
    .filter(({ dtype, forTraining }) => dtype === 'float32' && !forTraining);
  return trained.reduce((sum, { count }) => sum + count, 0);
}

function shardsOf(at: string, { groups }: Description, files: GivenFiles): ReadonlySet<SourceFile> {
  const paths = groups.flatMap((group) => group.paths);
  return new Set(paths.flatMap((path) => files.find(folderOf(at), path) ?? []));
}

/** Files that are part of one of them. */
const namedBy = (candidates: readonly Candidate[]): ReadonlySet<SourceFile> =>
  new Set(candidates.flatMap(({ found, shards }) => [found.file, ...shards]));

function ignoredNote(files: GivenFiles, candidates: readonly Candidate[]): readonly string[] {
  const used = namedBy(candidates);
  const ignored = files.all.filter((file) => !used.has(file)).map(({ path }) => quoted(nameOf(path)));
  if (ignored.length === 0) return [];
  const more = ignored.length > 4 ? ` and ${ignored.length - 4} more` : '';
  return [`Files that belong to no model were left out: ${ignored.slice(0, 4).join(', ')}${more}.`];
}

const withNotes = ({ model, blobs }: ReadModel, more: readonly string[]): ReadModel => ({
  model: { ...model, notes: [...model.notes, ...more] },
  blobs,
});
