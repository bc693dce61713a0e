/**
 * The newest that each tenant sees or hears, as the UI sent it. Newest wins: a bitmap that was never used is closed.
 * It answers each frame, so that the UI has at most one on the way per tenant.
 */
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import type { FrameDown, FrameUp } from '../protocol/frame-channel';

/** Shorter than the engine's limit for a request in service, so that the cause is told before the executor counts as hung. */
const FIRST_FRAME_MS = 4000;

type Waiter = {
  readonly resolve: (frame: FrameDown) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
};

export class FrameInbox {
  /** Tenants that want frames, each with its newest one. */
  readonly #newest = new Map<string, FrameDown | null>();
  readonly #waiters = new Map<string, Waiter>();

  constructor(private readonly port: MessagePort) {
    port.onmessage = (event: MessageEvent<FrameDown>) => this.#receive(event.data);
  }

  post(message: FrameUp): void {
    this.port.postMessage(message);
  }

  /** Asks the UI for frames for this input. */
  want(tenantId: string, input: Model['input']): void {
    this.#newest.set(tenantId, null);
    this.post({ kind: 'want', tenantId, input });
  }

  /**
   * The newest frame; waits for the first one. The inbox keeps ownership of the bitmap until a newer one comes.
   * @throws EngineError `input-missing` when none comes in time.
   */
  newest(tenantId: string): Promise<FrameDown> {
    const frame = this.#newest.get(tenantId);
    if (frame) return Promise.resolve(frame);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(tenantId);
        const seconds = FIRST_FRAME_MS / 1000;
        const message = `Nothing of the scene came for ${tenantId} within ${seconds} s: retry while the page is visible, or give it random tensors.`;
        reject(new EngineError('input-missing', message));
      }, FIRST_FRAME_MS);
      this.#waiters.set(tenantId, { resolve, reject, timer });
    });
  }

  /** Forgets a tenant: its frame is closed, a request that waits for one is refused, what still comes is closed. */
  forget(tenantId: string): void {
    close(this.#newest.get(tenantId));
    if (this.#newest.delete(tenantId)) this.post({ kind: 'unwant', tenantId });
    const reason = 'The tenant was removed while it waited for its first frame.';
    this.#takeWaiter(tenantId)?.reject(new EngineError('cancelled', reason));
  }

  #receive(frame: FrameDown): void {
    const { tenantId, frameNumber } = frame;
    this.post({ kind: 'taken', tenantId, frameNumber });
    const before = this.#newest.get(tenantId);
    if (before === undefined) {
      close(frame); // on its way when the tenant left
      return;
    }
    close(before);
    this.#newest.set(tenantId, frame);
    this.#takeWaiter(tenantId)?.resolve(frame);
  }

  #takeWaiter(tenantId: string): Waiter | undefined {
    const waiter = this.#waiters.get(tenantId);
    clearTimeout(waiter?.timer);
    this.#waiters.delete(tenantId);
    return waiter;
  }
}

/** Bitmaps hold memory outside the heap; samples do not. */
function close(frame: FrameDown | null | undefined): void {
  if (frame?.kind === 'frame') frame.bitmap.close();
}
