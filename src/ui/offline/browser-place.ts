/** What this browser and this tab are, for those that decide by it. It decides nothing. */
import { reloadedKey } from '../../protocol/storage-names';
import type { AppWorker, WorkerPlace } from './app-worker';
import { later } from './host-watch';
import type { OffersPlace } from './offers';

/** Safari has no idle callbacks: a moment later, then. */
export function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => act(), { timeout: 3000 });
  else setTimeout(act, 500);
}

export const workerPlace = (scope: string): WorkerPlace => ({
  // Absent in insecure contexts and some private windows, whatever the DOM's types say.
  container: (navigator.serviceWorker as ServiceWorkerContainer | undefined) ?? null,
  secure: isSecureContext,
  built: import.meta.env.PROD,
  framed: window.parent !== window,
  scope,
  later,
});

export const offersPlace = (worker: AppWorker, scope: string): OffersPlace => ({
  worker,
  isolated: crossOriginIsolated,
  framed: window.parent !== window,
  // Where the browser does not tell, somebody may have.
  touched: () => navigator.userActivation?.hasBeenActive ?? true,
  memory: tabMemory(scope),
  hash: () => location.hash,
  reload: () => location.reload(),
});

/** Null where this tab may not remember: then it never reloads by itself. */
function tabMemory(scope: string): OffersPlace['memory'] {
  const key = reloadedKey(scope);
  try {
    sessionStorage.getItem(key);
  } catch {
    return null;
  }
  return {
    reloaded: () => sessionStorage.getItem(key) !== null,
    note: () => sessionStorage.setItem(key, '1'),
  };
}
