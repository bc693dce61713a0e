/**
 * The page's end of the service worker: registers it, follows what becomes of it and of newer ones, lets one take over
 * when it is told to. It knows no store and no words beyond its own failures; the worker's own work is `src/offline/`.
 */
import { EngineError } from '../../domain/errors';
import type { NewerVersion, WorkerState } from './offline-state';
import { impossibleHere, refused, UNSTORED } from './worker-absence';

/** What is used of the browser, or a test. */
export interface WorkerPlace {
  /** Null where the browser has no service workers. */
  readonly container: Pick<
    ServiceWorkerContainer,
    'controller' | 'register' | 'addEventListener' | 'removeEventListener'
  > | null;
  readonly secure: boolean;
  /** False on the development server, whose files change while they are used. */
  readonly built: boolean;
  /** Whether the page stands in a frame. */
  readonly framed: boolean;
  /** Absolute URL of the app's folder, ending in a slash. */
  readonly scope: string;
  /** Calls `act` in `afterMs`; returns what calls that off. */
  readonly later: (afterMs: number, act: () => void) => () => void;
}

export interface WorkerReport {
  readonly worker: WorkerState;
  readonly newer: NewerVersion | null;
}

const TAKE_OVER_MS = 10_000;

export class AppWorker {
  /** Whether the worker, and not the network alone, gave this page. */
  readonly controlledAtLoad: boolean;
  #registration: ServiceWorkerRegistration | null = null;
  #asked = false;
  #supplanted = false;

  constructor(
    private readonly place: WorkerPlace,
    private readonly onChange: (report: WorkerReport) => void,
  ) {
    this.controlledAtLoad = (place.container?.controller ?? null) !== null;
  }

  /** Never rejects: what went wrong is in the report. */
  async register(): Promise<void> {
    const impossible = impossibleHere(this.place);
    const { container, scope } = this.place;
    if (impossible !== null || container === null) {
      if (impossible !== null) this.onChange({ worker: impossible, newer: null });
      return;
    }
    container.addEventListener('controllerchange', () => this.#controllerChanged());
    try {
      const script = new URL('service-worker.js', scope).href;
      this.#follow(await container.register(script, { scope, updateViaCache: 'none' }));
    } catch (thrown) {
      const cause = thrown instanceof Error ? thrown.message : String(thrown);
      this.onChange({ worker: refused(cause), newer: null });
    }
  }

  /**
   * Asks the host for a newer version. @returns whether there is one, stored or on its way.
   * @throws EngineError `network-unreachable` | `busy`: there is no worker yet.
   */
  async look(): Promise<boolean> {
    const registration = this.#registration;
    if (registration === null) throw new EngineError('busy', 'The app is not stored yet. Try again later.');
    try {
      await registration.update();
    } catch (thrown) {
      const text = 'The host of the app could not be asked for a newer version. Try again with a network.';
      throw new EngineError('network-unreachable', text, { cause: thrown });
    }
    return registration.installing !== null || registration.waiting !== null;
  }

  /**
   * Puts the version that waits in force; resolves at once when none does. The page is then to be loaded again.
   * @throws EngineError `executor-unresponsive` when it does not take over in time.
   */
  async takeOver(): Promise<void> {
    const waiting = this.#registration?.waiting ?? null;
    if (waiting === null) return;
    this.#asked = true;
    await new Promise<void>((resolve, reject) => {
      const callOff = this.place.later(TAKE_OVER_MS, () => {
        this.#asked = false;
        const text =
          'The new version did not take over. Close the other tabs of the app, and reload this one.';
        reject(new EngineError('executor-unresponsive', text));
      });
      const done = () => {
        callOff();
        resolve();
      };
      // A page that the worker did not give (it was reloaded past it) sees no change of controller.
      waiting.addEventListener('statechange', () => waiting.state === 'activated' && done());
      this.place.container?.addEventListener('controllerchange', done, { once: true });
      waiting.postMessage({ type: 'SKIP_WAITING' });
    });
  }

  /** The first worker takes a page that had none; only another one is another version. */
  #controllerChanged(): void {
    if (this.controlledAtLoad && !this.#asked) this.#supplanted = true;
    this.#refresh();
  }

  #follow(registration: ServiceWorkerRegistration): void {
    this.#registration = registration;
    const watch = (worker: ServiceWorker | null) =>
      worker?.addEventListener('statechange', () => this.#refresh());
    for (const worker of [registration.installing, registration.waiting, registration.active]) watch(worker);
    registration.addEventListener('updatefound', () => {
      watch(registration.installing);
      this.#refresh();
    });
    this.#refresh();
  }

  #refresh(): void {
    if (this.#registration === null) return;
    const { installing, waiting, active } = this.#registration;
    const first: WorkerState = installing === null && waiting === null ? UNSTORED : { kind: 'installing' };
    const newer = active !== null && waiting !== null ? 'waiting' : this.#supplanted ? 'in-force' : null;
    this.onChange({ worker: active === null ? first : { kind: 'ready' }, newer });
  }
}
