/**
 * Imported first by the page and by each worker that starts workers: from here on only this app's scripts can be started, and
 * since there can be but one default policy, no module that comes later can put another in its place.
 */
import { type GatedScope, guardScripts } from './script-gate';

/** A built script stands in `assets/`, in the app's folder. Vite's servers for development send no policy that would ask. */
const here = import.meta.url;
guardScripts(globalThis as unknown as GatedScope, new URL('../', here).href); // a page or a worker
