/** Which models of the catalog lie whole in the browser's cache, by the names of their files alone: nothing is read. */
import type { CatalogModel } from '../../domain/model';
import { modelCacheName } from '../../offline/cache-names';

type NamedModel = Pick<CatalogModel, 'id'> & {
  readonly files: readonly Pick<CatalogModel['files'][number], 'path'>[];
};

/**
 * None where the browser has no such storage or refuses it.
 * @param scope absolute URL of the app's folder, ending in a slash
 */
export async function storedIds(
  caches: Pick<CacheStorage, 'open'> | undefined,
  scope: string,
  models: readonly NamedModel[],
): Promise<ReadonlySet<string>> {
  try {
    const keys = (await (await caches?.open(modelCacheName(scope)))?.keys()) ?? [];
    const urls = new Set(keys.map(({ url }) => url));
    const whole = ({ id, files }: NamedModel) =>
      files.every(({ path }) => urls.has(new URL(`models/${id}/${path}`, scope).href));
    return new Set(models.filter(whole).map(({ id }) => id));
  } catch {
    return new Set();
  }
}
