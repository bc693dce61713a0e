/**
 * The browser's offer to install the app, kept until somebody takes it. Browsers make it early and once: this listens from
 * the page's first moment and knows nothing else.
 */

/** Chromium's `beforeinstallprompt`, which the DOM's types lack. */
interface InstallOffer extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

export interface InstallState {
  /** Null where the browser makes none, or it was taken. */
  readonly offer: InstallOffer | null;
  /** Whether it was installed while this page was open. */
  readonly installed: boolean;
}

let state: InstallState = { offer: null, installed: false };
const listeners = new Set<() => void>();

function become(next: InstallState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Called once, before anything else can take the time. */
export function catchInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // it is offered in the app's own dialog, when somebody looks for it
    become({ ...state, offer: event as InstallOffer }); // the only event of that name
  });
  addEventListener('appinstalled', () => become({ offer: null, installed: true }));
}

export const installState = (): InstallState => state;

export function onInstallState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows the browser's own question; an offer holds once. */
export async function takeInstallOffer(): Promise<'accepted' | 'dismissed'> {
  const { offer } = state;
  if (offer === null) return 'dismissed';
  become({ ...state, offer: null });
  return (await offer.prompt()).outcome;
}
