/** Service workers as a page sees them: a container, one registration, workers that change their states when a test says so. */
import { defined } from '../base/assert';

export class FakeServiceWorker extends EventTarget {
  readonly heard: unknown[] = [];
  state: ServiceWorkerState = 'installing';

  postMessage(message: unknown): void {
    this.heard.push(message);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

export class FakeRegistration extends EventTarget {
  installing: FakeServiceWorker | null = null;
  waiting: FakeServiceWorker | null = null;
  active: FakeServiceWorker | null = null;
  /** What the host has when it is asked; null: nothing newer. */
  newest: FakeServiceWorker | null = null;
  /** Whether asking fails. */
  silent = false;

  async update(): Promise<void> {
    if (this.silent) throw new TypeError('Failed to update');
    if (this.newest !== null) this.find(this.newest);
    this.newest = null;
  }

  find(worker: FakeServiceWorker): void {
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
  }

  /** What is being installed is stored whole, or could not be. */
  finish(outcome: 'installed' | 'redundant'): void {
    const worker = defined(this.installing, 'a worker that is being installed');
    this.installing = null;
    if (outcome === 'installed') this.waiting = worker;
    worker.become(outcome);
  }

  /** What waits serves from now on. */
  activate(): void {
    const worker = defined(this.waiting, 'a worker that waits');
    this.waiting = null;
    this.active?.become('redundant');
    this.active = worker;
    worker.become('activating');
    worker.become('activated');
  }
}

export class FakeContainer extends EventTarget {
  controller: FakeServiceWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly asked: { readonly script: string; readonly scope: string | undefined }[] = [];
  /** Why it refuses to register; null: it does not. */
  refusal: Error | null = null;

  async register(script: string | URL, options?: RegistrationOptions): Promise<FakeRegistration> {
    this.asked.push({ script: String(script), scope: options?.scope });
    if (this.refusal !== null) throw this.refusal;
    return this.registration;
  }

  /** The worker that serves takes this page too. */
  claim(): void {
    this.controller = this.registration.active;
    this.dispatchEvent(new Event('controllerchange'));
  }

  /** A page that was given by a worker which serves. */
  static controlled(): FakeContainer {
    const container = new FakeContainer();
    container.registration.active = new FakeServiceWorker();
    container.registration.active.state = 'activated';
    container.controller = container.registration.active;
    return container;
  }
}
