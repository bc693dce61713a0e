/** The custom models of this visit within the page's state: added, replaced, found. Pure. */
import type { CustomModel } from '../../domain/custom-model';
import type { ModelLibrary } from '../../domain/model';
import type { TakenModel } from '../../protocol/intake-contract';

interface Known {
  readonly catalog: ModelLibrary | null;
  readonly taken: readonly TakenModel[];
}

/** One with the id of another takes its place; a new one goes to the end. */
function placed<T>(list: readonly T[], one: T, isSame: (other: T) => boolean): readonly T[] {
  return list.some(isSame) ? list.map((other) => (isSame(other) ? one : other)) : [...list, one];
}

/** With a model that is new, or known with other settings. */
export function withTaken({ catalog, taken }: Known, one: TakenModel): Known {
  const { id } = one.model;
  return {
    taken: placed(taken, one, ({ model }) => model.id === id),
    catalog:
      catalog === null
        ? null
        : { ...catalog, models: placed(catalog.models, one.model, (model) => model.id === id) },
  };
}

export const takenOf = (taken: readonly TakenModel[], modelId: string | null): TakenModel | null =>
  taken.find(({ model }) => model.id === modelId) ?? null;

/** Where a model came from, for people: an origin is shown wherever it stands. */
export function sourceWords({ source }: Pick<CustomModel, 'source'>): string {
  switch (source.kind) {
    case 'url':
      return originOf(source.url) ?? source.url;
    case 'browser':
      return `kept in this browser as “${source.key}”`;
    case 'files':
      return 'files of this device';
  }
}

/** Null for what is no address of the web. */
export function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
}

/** `wanted`, or with a number behind it when another model is kept under that name. */
export function freeKey(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
}
