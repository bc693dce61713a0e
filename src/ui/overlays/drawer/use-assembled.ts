/** Which of the models that are fetched on request only stand on the server. Asked when the drawer opens. */
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { CatalogModel } from '../../../domain/model';
import { fetchJson } from '../../preset-library';

/** `unknown` while the server has not answered. */
export type Presence = 'here' | 'missing' | 'unknown';

/** Written by `npm run models`; a host without it has the default set. */
const listSchema = z.array(z.string());

async function fetchAssembled(): Promise<readonly string[]> {
  const url = new URL('models/assembled.json', document.baseURI).href;
  return listSchema.parse(await fetchJson(url));
}

export function useAssembled(): (model: CatalogModel) => Presence {
  const [ids, setIds] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let wanted = true;
    fetchAssembled()
      .catch(() => [])
      .then((found) => wanted && setIds(found));
    return () => {
      wanted = false;
    };
  }, []);
  return ({ id, assembly }) => {
    if (assembly === 'default') return 'here';
    if (ids === null) return 'unknown';
    return ids.includes(id) ? 'here' : 'missing';
  };
}
