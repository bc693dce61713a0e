/**
 * Whether the server of the page answers. Browsers only say whether there is any network: a server on this machine answers
 * without one, and a network may lead nowhere. So it is asked, rarely, and with a request that no worker answers.
 */

export interface HostPlace {
  /** Whether anything came back. Never rejects. */
  readonly ask: () => Promise<boolean>;
  readonly now: () => { readonly online: boolean; readonly visible: boolean };
  /** Calls back when the network comes or goes, or the page is looked at again; returns what ends that. */
  readonly onChange: (act: () => void) => () => void;
  readonly later: (afterMs: number, act: () => void) => () => void;
}

/** While it is silent it is asked again this often, by pages that are looked at. */
const AGAIN_MS = 20_000;

export class HostWatch {
  #silent = false;
  #asking = false;
  #callOff: (() => void) | null = null;
  readonly #end: () => void;

  constructor(
    private readonly place: HostPlace,
    private readonly onAnswer: (answers: boolean) => void,
  ) {
    this.#end = place.onChange(() => {
      const { online, visible } = this.place.now();
      if (visible && (this.#silent || !online)) void this.look();
    });
  }

  /** Asks now, unless a question is under way. */
  async look(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    this.#callOff?.();
    const answers = await this.place.ask();
    this.#asking = false;
    this.#silent = !answers;
    this.onAnswer(answers);
    if (!answers) this.#lookAgain();
  }

  dispose(): void {
    this.#end();
    this.#callOff?.();
  }

  #lookAgain(): void {
    this.#callOff = this.place.later(AGAIN_MS, () => {
      if (this.place.now().visible) void this.look();
      else this.#lookAgain();
    });
  }
}

const ASK_MS = 5000;

/** @param scope absolute URL of the app's folder. Its worker answers reading requests only: this one reaches the host. */
export const browserHost = (scope: string): HostPlace => ({
  ask: () =>
    fetch(scope, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(ASK_MS) }).then(
      () => true,
      () => false,
    ),
  now: () => ({ online: navigator.onLine, visible: !document.hidden }),
  onChange: (act) => {
    addEventListener('online', act);
    addEventListener('offline', act);
    document.addEventListener('visibilitychange', act);
    return () => {
      removeEventListener('online', act);
      removeEventListener('offline', act);
      document.removeEventListener('visibilitychange', act);
    };
  },
  later,
});

/** Calls `act` in `afterMs`; returns what calls that off. */
export function later(afterMs: number, act: () => void): () => void {
  const timer = setTimeout(act, afterMs);
  return () => clearTimeout(timer);
}
