/** The list of kept models: asked for when the drawer opens, and again after each removal. */
import { useCallback, useEffect, useState } from 'react';
import { reportOf } from '../../domain/errors';
import type { KeptModel } from '../../protocol/intake-contract';
import { DATABASES } from '../../protocol/storage-names';
import { usePlaygroundHandle } from '../store';

export interface KeptList {
  readonly models: readonly KeptModel[];
  readonly problem: string | null;
  readonly forget: (key: string) => void;
}

/** Whether there is anything to list: looking starts no worker. Browsers that cannot tell are asked in earnest. */
async function mayHoldModels(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === DATABASES.models);
  } catch {
    return true; // blocked: the worker says how
  }
}

export function useKeptModels(): KeptList {
  const { custom, store } = usePlaygroundHandle();
  const [models, setModels] = useState<readonly KeptModel[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
      setProblem(null);
    } catch (thrown) {
      setProblem(reportOf(thrown, 'storage-blocked').message);
    }
  }, []);

  useEffect(() => {
    let wanted = true;
    void attempt(async () => {
      if (!store.getState().storageRefused && !(await mayHoldModels())) return;
      const list = await custom.kept();
      if (wanted) setModels(list);
    });
    return () => {
      wanted = false;
    };
  }, [custom, store, attempt]);

  return {
    models,
    problem,
    forget: (key) =>
      void attempt(async () => {
        await custom.forget(key);
        setModels(await custom.kept());
      }),
  };
}
