/** The rows of the inventory in order: what cannot be had back first. Whoever keeps something new gives it a row here. */
import { appCacheName, cachePrefix, modelCacheName } from '../../offline/cache-names';
import { DATABASES, LOCAL_KEYS, reloadedKey } from '../../protocol/storage-names';
import type { Holding } from './holdings';

const entry = ['entry', 'entries'] as const;
const setting = ['setting', 'settings'] as const;
const file = ['file', 'files'] as const;
const local = { where: 'localStorage', unit: setting, precious: null } as const;
const permission = {
  where: 'Permission',
  unit: entry,
  precious: null,
  why: 'The browser remembers your answer when a model is to see or hear you. Only you can take it back: in the browser’s settings for this address.',
} as const;

/** @param scope absolute URL of the folder that the app is served from */
export const holdingsOf = (scope: string): readonly Holding[] => [
  {
    id: 'runs',
    what: 'Kept runs and experiments',
    unit: entry,
    where: 'IndexedDB',
    name: DATABASES.history,
    why: 'You pressed Keep, or an experiment ended: to open and compare them later. Figures, no pictures.',
    precious: 'Export them as files first.',
  },
  {
    id: 'models',
    what: 'Kept models',
    unit: ['model', 'models'],
    where: 'IndexedDB',
    name: DATABASES.models,
    why: 'You pressed Keep in this browser: links and the list of models find them again.',
    precious: 'You need their files to bring them again.',
  },
  {
    id: 'baselines',
    what: 'Solo baselines',
    unit: entry,
    where: 'IndexedDB',
    name: DATABASES.baselines,
    why: 'Figures of each model alone, so that slowdowns are known at the next visit. Up to 500, up to 90 days.',
    precious: null,
  },
  {
    ...local,
    id: 'model-settings',
    what: 'Settings of your models',
    name: LOCAL_KEYS.modelSettings,
    why: 'Names, inputs and views that you chose for models you brought. The latest 40.',
  },
  {
    ...local,
    id: 'allowed-sites',
    what: 'Allowed sites',
    unit: ['site', 'sites'],
    name: LOCAL_KEYS.allowedSites,
    why: 'Sites that you allowed a model to be fetched from: erased, each is asked for again.',
  },
  {
    ...local,
    id: 'theme',
    what: 'Theme',
    name: LOCAL_KEYS.theme,
    why: 'System, dark or light, as you chose.',
  },
  {
    ...local,
    id: 'single-keys',
    what: 'Single keys',
    name: LOCAL_KEYS.singleKeys,
    why: 'Whether single keys act on the page, once you turn them off or on.',
  },
  {
    ...local,
    id: 'recovery',
    what: 'Recovery settings',
    name: LOCAL_KEYS.recovery,
    why: 'Whether what failed starts again by itself, and the limits per phase, once you change them.',
  },
  {
    ...local,
    id: 'automatic-baselines',
    what: 'Baselines by themselves',
    name: LOCAL_KEYS.automaticBaselines,
    why: 'Whether missing baselines are taken without asking, once you change it.',
  },
  {
    ...local,
    id: 'reloaded',
    what: 'Loaded again once',
    unit: entry,
    where: 'sessionStorage',
    name: reloadedKey(scope),
    why: 'That this tab was loaded again by itself to be isolated, so that it is not twice. Gone with the tab.',
  },
  {
    id: 'hand-over',
    what: 'Traces on their way to Perfetto',
    unit: ['trace', 'traces'],
    where: 'IndexedDB',
    name: DATABASES.handOver,
    why: 'A trace waits here for the page that hands it on at your press, a day at most.',
    precious: null,
  },
  {
    id: 'app-files',
    what: 'The app for offline',
    unit: file,
    where: 'Cache Storage',
    name: appCacheName(scope),
    why: 'The app’s own files, so that it opens without a network. The next visit keeps them again.',
    precious: null,
  },
  {
    id: 'model-files',
    what: 'Catalog models for offline',
    unit: file,
    where: 'Cache Storage',
    name: modelCacheName(scope),
    why: 'Files of models that were used, so that they run without a network. Used again, they are kept again.',
    precious: null,
  },
  {
    id: 'service-worker',
    what: 'Service worker',
    unit: ['registration', 'registrations'],
    where: 'Service worker',
    name: scope,
    why: 'Answers for the app’s host when there is no network. The next visit registers it again.',
    precious: null,
  },
  { ...permission, id: 'camera', what: 'Camera', name: 'camera' },
  { ...permission, id: 'microphone', what: 'Microphone', name: 'microphone' },
];

/** Of a cache's name: whether it holds models, or anything else of this app's folder. */
export const isModelCache = (scope: string) => (name: string) => name === modelCacheName(scope);
export const isAppCache = (scope: string) => (name: string) =>
  name.startsWith(cachePrefix(scope)) && name !== modelCacheName(scope);
