/**
 * Which models can be had now: of those that are fetched on request only, which stand on the server; while the server does
 * not answer, which this browser keeps. Asked when it is first needed, and again when the server comes or goes.
 */
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type CatalogModel, isCustom } from '../../../domain/model';
import { storedIds } from '../../offline/stored-ids';
import { fetchJson } from '../../preset-library';
import { usePlayground } from '../../store';
import { type Presence, presenceOf } from './presence';

/** Written by `npm run models`; a host without it has the default set. */
const listSchema = z.array(z.string());

async function fetchAssembled(): Promise<readonly string[]> {
  const url = new URL('models/assembled.json', document.baseURI).href;
  return listSchema.parse(await fetchJson(url));
}

/** Ids of the assembled models; null while the server has not answered. */
function useAssembledIds(silent: boolean): readonly string[] | null {
  const [ids, setIds] = useState<readonly string[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a server that comes back is asked again
  useEffect(() => {
    let wanted = true;
    fetchAssembled()
      .catch(() => [])
      .then((found) => wanted && setIds(found));
    return () => {
      wanted = false;
    };
  }, [silent]);
  return ids;
}

/** Ids of the models that this browser keeps whole; null while it is not known, or not asked. */
function useStoredIds(wantedNow: boolean): ReadonlySet<string> | null {
  const catalog = usePlayground((state) => state.catalog);
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!wantedNow) return;
    let wanted = true;
    const models = (catalog?.models ?? []).filter((model) => !isCustom(model));
    // Absent in insecure contexts, whatever the DOM's types say.
    const storage = globalThis.caches as CacheStorage | undefined;
    void storedIds(storage, new URL('./', document.baseURI).href, models).then(
      (found) => wanted && setIds(found),
    );
    return () => {
      wanted = false;
    };
  }, [catalog, wantedNow]);
  return wantedNow ? ids : null;
}

export function useAssembled(): (model: CatalogModel) => Presence {
  const silent = usePlayground((state) => state.offline.hostAnswers === false);
  const assembled = useAssembledIds(silent);
  const stored = useStoredIds(silent);
  return (model) => presenceOf(model, { silent, assembled, stored });
}

/** Whether the server has it, as far as is known, whether or not it answers now. */
export function useOnHost(): (model: CatalogModel) => boolean {
  const assembled = useAssembledIds(usePlayground((state) => state.offline.hostAnswers === false));
  return (model) => presenceOf(model, { silent: false, assembled, stored: null }) === 'here';
}
