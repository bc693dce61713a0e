/** Why there is no worker that stores the app, and what to try. Words by what is read of the place. */
import type { WorkerState } from './offline-state';

interface PlaceOfWorker {
  readonly container: unknown;
  readonly secure: boolean;
  readonly built: boolean;
  readonly framed: boolean;
}

/** Null where a worker can be had. */
export function impossibleHere(place: PlaceOfWorker): WorkerState | null {
  const said = (why: string, fix: string): WorkerState => ({ kind: 'impossible', why, fix });
  if (!place.built)
    return said('The development server stores nothing for offline.', 'Use `npm start`, or the built app.');
  if (place.framed)
    return said(
      'The page stands in a frame of another page: browsers would store a copy for each of those.',
      'Open the playground in a tab of its own.',
    );
  if (!place.secure)
    return said(
      'The page came over plain http, for which browsers store nothing.',
      'Open it over https, or from localhost.',
    );
  if (place.container === null)
    return said(
      'This browser has no service workers here: they are off, or this is a private window.',
      'Use an ordinary window, or allow site data for this site.',
    );
  return null;
}

export const UNSTORED: WorkerState = {
  kind: 'failed',
  why: 'The files of the app could not all be stored: the network went away, or the storage is full.',
  fix: 'Reload the page to try again.',
};

export const refused = (cause: string): WorkerState => ({
  kind: 'failed',
  why: `The browser refused the worker that stores the app: ${cause}`,
  fix: 'Allow site data for this site. If it is your host: `service-worker.js` has to stand beside the page.',
});
