/**
 * A device whose submits go nowhere for a while: encoding, uploads, uniforms and buffers are as ever, and nothing is computed.
 * So the cost of the CPU alone is seen where a software adapter would compute on the same cores.
 */

export class StubbedQueue {
  /** `performance.now()` when the newest submit returned, with submits stubbed. */
  lastSubmitAt = 0;
  submits = 0;

  constructor(private readonly device: GPUDevice) {}

  on(): void {
    Object.defineProperty(this.device.queue, 'submit', {
      configurable: true,
      value: () => {
        this.submits += 1;
        this.lastSubmitAt = performance.now();
      },
    });
  }

  off(): void {
    Reflect.deleteProperty(this.device.queue, 'submit');
  }

  /** Resolves when the browser's GPU process has worked off what it was sent: it shares the cores with us. */
  drained(): Promise<unknown> {
    return this.device.queue.onSubmittedWorkDone();
  }
}
