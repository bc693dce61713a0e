/** The service worker of this app's folder, and the permissions that the browser remembers for this address. */
import type { BrowserPlace } from './browser-place';
import { type Keeper, NOTHING, unreadable, wordsOf } from './keeper';

export function workerKeeper({
  serviceWorkers,
  scope,
}: Pick<BrowserPlace, 'serviceWorkers' | 'scope'>): Keeper {
  const ours = async () =>
    ((await serviceWorkers()?.getRegistrations()) ?? []).filter((one) => one.scope === scope);
  return {
    async count() {
      try {
        const entries = (await ours()).length;
        // The browser keeps its script and does not tell how large that is.
        return entries === 0 ? NOTHING : { kind: 'counted', entries, bytes: null };
      } catch (thrown) {
        return unreadable(thrown);
      }
    },
    async erase() {
      try {
        for (const one of await ours())
          if (!(await one.unregister())) return 'the browser kept its registration';
        return null;
      } catch (thrown) {
        return wordsOf(thrown);
      }
    },
  };
}

const STATES: Readonly<Record<PermissionState, string>> = {
  granted: 'allowed',
  denied: 'refused',
  prompt: 'it asks each time',
};

/** @param name the DOM's types lack those of devices in some versions. */
export function permissionKeeper(
  { permissions }: Pick<BrowserPlace, 'permissions'>,
  name: 'camera' | 'microphone',
): Keeper {
  return {
    async count() {
      try {
        const told = await permissions()?.query({ name });
        if (told === undefined) return { kind: 'permission', state: 'the browser does not tell' };
        return { kind: 'permission', state: STATES[told.state] };
      } catch {
        return { kind: 'permission', state: 'the browser does not tell' };
      }
    },
    erase: null, // no page can take it back
  };
}
