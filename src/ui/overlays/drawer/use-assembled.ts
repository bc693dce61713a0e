/** Whether the files of the models that are fetched on request only stand on the server. Asked when the drawer opens. */
import { useEffect, useState } from 'react';
import type { CatalogModel } from '../../../domain/model';

/** `unknown` while the server has not answered. */
export type Presence = 'here' | 'missing' | 'unknown';

/** A server for single-page apps answers a path that it lacks with its HTML page. */
async function isThere(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { method: 'HEAD', signal });
  return response.ok && response.headers.get('content-type')?.includes('html') !== true;
}

export function useAssembled(models: readonly CatalogModel[]): (model: CatalogModel) => Presence {
  const [found, setFound] = useState<ReadonlyMap<string, boolean>>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    const look = async ({ id }: CatalogModel) => {
      const url = new URL(`models/${id}/model.json`, document.baseURI).href;
      const there = await isThere(url, abort.signal).catch(() => false);
      if (!abort.signal.aborted) setFound((before) => new Map(before).set(id, there));
    };
    for (const model of models) if (model.assembly === 'on-request') void look(model);
    return () => abort.abort();
  }, [models]);
  return (model) => {
    if (model.assembly === 'default') return 'here';
    const there = found.get(model.id);
    if (there === undefined) return 'unknown';
    return there ? 'here' : 'missing';
  };
}
