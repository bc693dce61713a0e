/** What is stored of each catalog model and of the app, and which models the host has: read when the dialog opens, and again after each change. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { reportOf } from '../../domain/errors';
import type { CatalogModel } from '../../domain/model';
import { zooOf } from '../overlays/drawer/model-filter';
import { usePlayground } from '../store';
import { NOT_STORED, type StoredModel } from './offline-models';
import type { OfflineControl } from './start-offline';
import { type AppFiles, appFiles, type StorageFacts, storageFacts } from './storage-facts';

export interface OfflineList {
  readonly models: readonly CatalogModel[];
  /** Null until it has been read. */
  readonly storedOf: ((model: CatalogModel) => StoredModel) | null;
  readonly app: AppFiles | null;
  readonly storage: StorageFacts | null;
  /** Why the storage cannot be read; null when it can. */
  readonly problem: string | null;
  /** Asks for the storage's facts anew. */
  readonly reread: () => void;
}

const NO_MODELS: readonly CatalogModel[] = [];

export function useOfflineModels(control: OfflineControl): OfflineList {
  const catalog = usePlayground((state) => state.catalog);
  const worker = usePlayground((state) => state.offline.worker.kind);
  const changes = useStore(control.job.state, (state) => state.changes);
  const models = useMemo(() => (catalog === null ? NO_MODELS : zooOf(catalog).models), [catalog]);
  const [stored, setStored] = useState<ReadonlyMap<string, StoredModel> | null>(null);
  const [app, setApp] = useState<AppFiles | null>(null);
  const [storage, setStorage] = useState<StorageFacts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState(0);
  const failed = useCallback(
    (thrown: unknown) => setProblem(reportOf(thrown, 'storage-blocked').message),
    [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these is a reason to read anew
  useEffect(
    () =>
      latest((isLatest) => control.models.list(models).then((now) => isLatest() && setStored(now), failed)),
    [control, models, changes],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state of the worker is a reason to read anew
  useEffect(
    () =>
      latest((isLatest) => appFiles(caches, control.scope).then((now) => isLatest() && setApp(now), failed)),
    [control, worker],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these is a reason to ask anew
  useEffect(
    () => latest((isLatest) => storageFacts(navigator.storage).then((now) => isLatest() && setStorage(now))),
    [changes, worker, asked],
  );

  return {
    models,
    storedOf: stored === null ? null : ({ id }) => stored.get(id) ?? NOT_STORED,
    app,
    storage,
    problem,
    reread: useCallback(() => setAsked((count) => count + 1), []),
  };
}

/** Starts a reading whose outcome counts until the next one starts; for an effect. */
function latest(read: (isLatest: () => boolean) => unknown): () => void {
  let counts = true;
  void read(() => counts);
  return () => {
    counts = false;
  };
}
