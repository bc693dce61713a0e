/**
 * What the tabs of this app tell each other about the storage that they share: that something was erased, and which tabs
 * there are. It erases nothing itself.
 */
import { noteHistoryChange } from './evidence/history-changes';
import type { OfflineState } from './offline/offline-state';
import type { PlaygroundHandle } from './store';

type Message = { readonly from: string } & (
  | { readonly kind: 'erased'; readonly ids: readonly string[] }
  | { readonly kind: 'who' }
  /** In words: what the tab shows. */
  | { readonly kind: 'here'; readonly tab: string }
);

/** Of this tab: a channel's messages reach the other listeners of their own tab too. */
const OWN = String(crypto.getRandomValues(new Uint32Array(2)));

const NAME = 'playground-storage';

/** Null where the browser has none, or refuses it with everything else. */
function storageChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}

type Handle = Pick<PlaygroundHandle, 'store' | 'custom'>;
const ERASED =
  'Another tab erased what this browser kept of this app. This tab runs on; what you choose, keep or measure from now on is kept again.';

/** Listens to the other tabs. Returns the function that ends it. */
export function followErasures(handle: Handle, channel = storageChannel()): () => void {
  if (channel === null) return () => {};
  const { store } = handle;
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.from === OWN) return;
    if (data.kind === 'who') post(channel, { kind: 'here', tab: wordsOf(handle) });
    if (data.kind !== 'erased') return;
    afterErasing(handle, data.ids);
    store.getState().notify({ severity: 'info', text: ERASED, sticky: true, action: null });
  };
  return () => channel.close();
}

/** What this tab holds in memory goes on, but for what would point at things that are gone, or allow what was taken back. */
export function afterErasing({ custom, store }: Handle, ids: readonly string[]): void {
  const { offline, set } = store.getState();
  if (ids.includes('models')) custom.forgotten(() => true).catch(() => {}); // without an engine nothing runs them
  if (ids.includes('allowed-sites')) custom.forgetSites();
  if (ids.includes('runs')) noteHistoryChange();
  const stored = offline.worker.kind === 'ready' || offline.worker.kind === 'installing';
  if (stored && (ids.includes('service-worker') || ids.includes('app-files')))
    set({ offline: { ...offline, worker: ERASED_WORKER } });
}

const ERASED_WORKER: OfflineState['worker'] = {
  kind: 'failed',
  why: 'What was stored of the app was erased.',
  fix: 'Load the page again to store it again.',
};

export function tellErased(ids: readonly string[], channel = storageChannel()): void {
  if (channel === null) return;
  post(channel, { kind: 'erased', ids });
  channel.close();
}

/**
 * The other tabs that answer until then, in words. One that sleeps, or is of an older version, does not.
 * @param channel is closed afterwards
 */
export async function otherTabs(
  until: Promise<void>,
  channel = storageChannel(),
): Promise<readonly string[]> {
  if (channel === null) return [];
  const tabs: string[] = [];
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'here' && data.from !== OWN) tabs.push(data.tab);
  };
  post(channel, { kind: 'who' });
  await until;
  channel.close();
  return tabs;
}

type Sent<M> = M extends unknown ? Omit<M, 'from'> : never;
const post = (channel: Pick<BroadcastChannel, 'postMessage'>, message: Sent<Message>): void =>
  channel.postMessage({ ...message, from: OWN });

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

function wordsOf({ store }: Pick<Handle, 'store'>): string {
  const name = store.getState().snapshot?.scenario.name ?? 'nothing open yet';
  return `“${name}”, open since ${CLOCK.format(performance.timeOrigin)}`;
}
