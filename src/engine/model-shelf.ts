/**
 * The models of one playground: the catalog's, those that somebody brought with their files, and references to those
 * that are yet to come. It loads nothing and knows no tenants.
 */
import {
  type CustomModel,
  type CustomModelReference,
  type CustomSource,
  referenceOf,
} from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import { type Catalog, isCustom, type Model } from '../domain/model';
import type { ModelBytes } from '../protocol/executor-contract';
import { KeptFiles } from './kept-files';

interface Brought {
  readonly model: CustomModel;
  /** In the order of the model's files. */
  readonly blobs: readonly Blob[];
}

export class ModelShelf {
  readonly kept = new KeptFiles();
  #catalog = new Map<string, Model>();
  #modelsUrl = '';
  readonly #brought = new Map<string, Brought>();
  /** As scenarios named them, also when the model is here by now. */
  readonly #references = new Map<string, CustomModelReference>();

  /** @param modelsUrl absolute, ending in a slash. */
  open(catalog: Catalog, modelsUrl: string): void {
    this.#catalog = new Map(catalog.models.map((model) => [model.id, model]));
    this.#modelsUrl = modelsUrl;
  }

  /** The catalog's and those that were brought. */
  get all(): readonly Model[] {
    return [...this.#catalog.values(), ...[...this.#brought.values()].map(({ model }) => model)];
  }

  get(modelId: string): Model | undefined {
    return this.#catalog.get(modelId) ?? this.#brought.get(modelId)?.model;
  }

  /** @throws EngineError `model-unknown`, which says how to get it. */
  known(modelId: string): Model {
    const model = this.get(modelId);
    if (model !== undefined) return model;
    const reference = this.#references.get(modelId);
    const told =
      reference === undefined
        ? `No model is called "${modelId}", and nothing tells where it came from. Bring its files, or remove it.`
        : `${reference.settings.name} is not here yet: ${wayToGet(reference.source)}`;
    throw new EngineError('model-unknown', told);
  }

  bytesOf(model: Model): ModelBytes {
    const brought = isCustom(model) ? this.#brought.get(model.id) : undefined;
    if (brought !== undefined) return { kind: 'blobs', blobs: brought.blobs };
    const kept = this.kept.of(model.id);
    return {
      kind: 'folder',
      baseUrl: `${this.#modelsUrl}${model.id}/`,
      ...(kept === undefined ? {} : { kept }),
    };
  }

  /** @returns whether whoever runs it has to load it anew: what it is fed or how its outputs are read has changed. */
  take(model: CustomModel, blobs: readonly Blob[]): boolean {
    const before = this.#brought.get(model.id)?.model;
    this.#brought.set(model.id, { model, blobs });
    return before !== undefined && runsAs(before) !== runsAs(model);
  }

  /** What a scenario tells of the models that its tenants use. */
  note(references: readonly CustomModelReference[]): void {
    for (const reference of references) this.#references.set(reference.id, reference);
  }

  /** The custom models among these, in order, each once; as they came where they are not here yet. */
  referencesOf(modelIds: readonly string[]): CustomModelReference[] {
    return [...new Set(modelIds)].flatMap((id) => {
      const brought = this.#brought.get(id);
      const reference = brought === undefined ? this.#references.get(id) : referenceOf(brought.model);
      return reference === undefined || this.#catalog.has(id) ? [] : [reference];
    });
  }
}

const runsAs = ({ inputs, view, labels }: CustomModel): string => JSON.stringify([inputs, view, labels]);

function wayToGet(source: CustomSource): string {
  switch (source.kind) {
    case 'url':
      return `it comes from ${new URL(source.url).origin}. Fetch it, or remove it.`;
    case 'browser':
      return `it was kept in a browser as "${source.key}". Take it from there, or bring its files.`;
    case 'files':
      return 'it was made of files that only their owner has. Drop its folder again.';
  }
}
