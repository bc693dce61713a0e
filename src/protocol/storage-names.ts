/**
 * Everything that this app keeps in the browser, by the names under which it stands there: for the threads that write it
 * and for the page that lists and erases it. An origin may hold other apps too: what has no name here is not ours.
 */

/** Keys in localStorage. */
export const LOCAL_KEYS = {
  theme: 'playground-theme',
  recovery: 'playground-recovery',
  automaticBaselines: 'playground-baselines',
  singleKeys: 'playground-keys',
  modelSettings: 'custom-model-settings',
  allowedSites: 'playground-origins',
} as const;

/** In the sessionStorage of a tab: that it was loaded again once by itself. @param scope URL of the app's folder. */
export const reloadedKey = (scope: string): string => `playground-reloaded ${new URL(scope).pathname}`;

/** Databases in IndexedDB. */
export const DATABASES = {
  baselines: 'playground-baselines',
  history: 'multi-dnn-playground-history',
  /** As `public/handoff.js` has it. */
  handOver: 'playground-handoff',
  /** TensorFlow.js's own name: every page of this origin that keeps models by that library keeps them here. */
  models: 'tensorflowjs',
} as const;

/** Object stores whose rows are counted or told apart from outside. */
export const STORES = {
  historyEntries: 'entries',
  baselineFigures: 'baselines',
  /** As `public/handoff.js` has it. */
  traces: 'traces',
  models: 'models_store',
  modelInfos: 'model_info_store',
} as const;

/** Stands in `keptBy` of a model's info row: the mark of a model that this app put there. */
export const KEPT_BY = 'multi-dnn-playground';
