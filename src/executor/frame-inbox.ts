/**
 * The newest frame of each tenant, as the UI sent it. Newest wins: an older frame that was never used is closed.
 * It answers each frame, so that the UI has at most one on the way per tenant.
 */
import type { FrameDown, FrameUp } from '../protocol/frame-channel';

type Waiter = { readonly resolve: (frame: FrameDown) => void; readonly reject: (reason: Error) => void };

export class FrameInbox {
  readonly #newest = new Map<string, FrameDown>();
  readonly #waiters = new Map<string, Waiter>();

  constructor(private readonly port: MessagePort) {
    port.onmessage = (event: MessageEvent<FrameDown>) => this.#receive(event.data);
  }

  post(message: FrameUp, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }

  /** The newest frame; waits for the first one. The inbox keeps ownership of the bitmap until a newer one comes. */
  newest(tenantId: string): Promise<FrameDown> {
    const frame = this.#newest.get(tenantId);
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve, reject) => this.#waiters.set(tenantId, { resolve, reject }));
  }

  /** Forgets a tenant: its frame is closed, a request that waits for one is refused. */
  forget(tenantId: string): void {
    this.#newest.get(tenantId)?.bitmap.close();
    this.#newest.delete(tenantId);
    this.#waiters
      .get(tenantId)
      ?.reject(new Error('the tenant was removed while it waited for its first frame'));
    this.#waiters.delete(tenantId);
  }

  #receive(frame: FrameDown): void {
    const { tenantId, frameNumber } = frame;
    this.#newest.get(tenantId)?.bitmap.close();
    this.#newest.set(tenantId, frame);
    this.post({ kind: 'taken', tenantId, frameNumber });
    this.#waiters.get(tenantId)?.resolve(frame);
    this.#waiters.delete(tenantId);
  }
}
