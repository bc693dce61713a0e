/**
 * Puts the page's part of offline together, once a scenario stands ready: the worker, the watch over the host, the offers to
 * reload, and what is kept of the models. Fetched after everything that is seen first.
 */
import type { PlaygroundStore } from '../store';
import { AppWorker } from './app-worker';
import { offersPlace, whenIdle, workerPlace } from './browser-place';
import { browserHost, HostWatch } from './host-watch';
import { KeepJob } from './keep-job';
import { KeepUsed } from './keep-used';
import { isBusy } from './offer-words';
import { Offers } from './offers';
import { OfflineModels } from './offline-models';
import type { OfflineState } from './offline-state';

/** What the dialog can do. */
export interface OfflineControl {
  readonly worker: AppWorker;
  readonly offers: Offers;
  readonly models: OfflineModels;
  readonly job: KeepJob;
  readonly host: HostWatch;
  /** Absolute URL of the app's folder, ending in a slash. */
  readonly scope: string;
}

let control: OfflineControl | null = null;

/** Null until it has been started. */
export const offlineControl = (): OfflineControl | null => control;

/** A newer version is asked for once an hour, by a page that is looked at and runs nothing. */
const LOOK_MS = 3_600_000;
const TICK_MS = 300_000;

/** @param scope absolute URL of the app's folder, ending in a slash. Lasts as long as the page. */
export function startOffline(store: PlaygroundStore, scope: string): void {
  if (control !== null) return;
  const tell = (change: Partial<OfflineState>) =>
    store.getState().set({ offline: { ...store.getState().offline, ...change } });
  const worker = new AppWorker(workerPlace(scope), tell);
  const host = new HostWatch(browserHost(scope), (hostAnswers) => tell({ hostAnswers }));
  const models = new OfflineModels({
    // Touched when it is used: it is absent over plain http, and throws where storage is blocked.
    caches: { open: (name) => caches.open(name) },
    scope,
    fetch: (url, options) => fetch(url, options),
  });
  const job = new KeepJob(models, () => ({
    storage: store.getState().storageRefused,
    network: store.getState().snapshot?.networkRefused === true,
  }));
  const offers = new Offers(store, offersPlace(worker, scope));
  control = { worker, offers, models, job, host, scope };

  const used = keepUsed(store, models, job);
  store.subscribe(() => {
    offers.look();
    used.look();
  });
  // A page that came over the network knows that the host answers.
  if (worker.controlledAtLoad || !navigator.onLine) void host.look();
  else tell({ hostAnswers: true });
  whenQuiet(store, () => void register(worker, store));
}

async function register(worker: AppWorker, store: PlaygroundStore): Promise<void> {
  await worker.register();
  if (store.getState().offline.worker.kind === 'impossible') return;
  let lookedAt = performance.now();
  const look = () => {
    lookedAt = performance.now();
    worker.look().catch(() => {}); // without a network there is nothing newer to be had
  };
  if (worker.controlledAtLoad) look();
  setInterval(() => {
    if (performance.now() - lookedAt >= LOOK_MS && !document.hidden && !isBusy(store.getState())) look();
  }, TICK_MS);
}

/** Storing the app takes a part of the machine: not while models start or something is measured. */
function whenQuiet(store: PlaygroundStore, act: () => void): void {
  const isQuiet = () => {
    const { snapshot, experiment } = store.getState();
    const starting = snapshot?.run.kind === 'starting' || (snapshot?.measuring ?? null) !== null;
    return !starting && experiment === null;
  };
  whenIdle(() => {
    if (isQuiet()) return act();
    const end = store.subscribe(() => {
      if (!isQuiet()) return;
      end();
      act();
    });
  });
}

function keepUsed(store: PlaygroundStore, models: OfflineModels, job: KeepJob): KeepUsed {
  return new KeepUsed({
    seen: store.getState,
    files: models,
    whenIdle,
    onKept: () => job.noteChange(),
    onFull: (message) =>
      store.getState().notify({ severity: 'info', text: message, sticky: true, action: null }),
  });
}
