/**
 * What a tenant asks of the frame channel, and when: nothing while others hand it what it looks at, whole frames beside its
 * input while it hands parts of them on. It makes no input.
 */
import type { AudioInput, ImageInput } from '../domain/model';
import type { TenantInput } from '../domain/scenario';
import type { FrameInbox } from './frame-inbox';

/** So many requests in a row that hand nothing on, and whole frames are not worth their way any more. */
const PLAIN_REQUESTS = 100;

export class WantedFrames {
  #asks = false;
  /** In a row, up to now; no more than `PLAIN_REQUESTS`. */
  #plain = PLAIN_REQUESTS;

  /** @param inputs by slot; none for random tensors. */
  constructor(
    private readonly tenantId: string,
    private readonly source: TenantInput,
    private readonly inputs: readonly (ImageInput | AudioInput)[],
    private readonly inbox: FrameInbox,
  ) {}

  ask(): void {
    if (this.#asks) return;
    this.#asks = true;
    this.#plain = PLAIN_REQUESTS;
    for (const [slot, input] of this.inputs.entries())
      this.inbox.want(this.tenantId, slot, input, this.source);
  }

  rest(): void {
    if (this.#asks) this.inbox.forget(this.tenantId);
    this.#asks = false;
  }

  /**
   * Whole frames come after the first request that hands on, which makes do with its own input; they end after a while
   * without any, so that whoever hands on seldom or never does not pay for them.
   */
  willHandOn(yes: boolean): void {
    this.ask();
    const before = this.#plain;
    this.#plain = yes ? 0 : Math.min(PLAIN_REQUESTS, before + 1);
    if (yes && before === PLAIN_REQUESTS) this.inbox.wantPicture(this.tenantId, true);
    if (!yes && before === PLAIN_REQUESTS - 1) this.inbox.wantPicture(this.tenantId, false);
  }
}
