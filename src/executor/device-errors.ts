/**
 * What a WebGPU device refused, told to whoever issued it. Error scopes stand open from one question to the next: the error
 * event of the device may come after the work that it spoilt is reported done. It knows no TensorFlow.js.
 */
import { DeviceRefusal, type RefusalKind } from './device-refusal';

/** A want of memory explains the invalid objects that follow from it: it is looked at first. */
const KINDS: readonly RefusalKind[] = ['out-of-memory', 'validation', 'internal'];

type ScopedDevice = Pick<GPUDevice, 'pushErrorScope' | 'popErrorScope' | 'addEventListener'>;

export class DeviceErrors {
  /** Told outside of any scope: nobody knows whose it was, so the next who asks hears of it, once. */
  #stray: DeviceRefusal | null = null;

  constructor(private readonly device: ScopedDevice) {
    device.addEventListener('uncapturederror', ({ error }) => {
      this.#stray ??= new DeviceRefusal(kindOf(error), error.message);
    });
    this.#open();
  }

  /**
   * What was refused of everything issued on the device before this call and after the one before; null when all was taken.
   * Whoever issues in one turn and asks at its end hears of its own commands only. Null also on a device that is gone.
   */
  async take(): Promise<DeviceRefusal | null> {
    const stray = this.#stray;
    this.#stray = null;
    const closing = KINDS.map((kind) => this.#close(kind));
    this.#open();
    const told = await Promise.all(closing);
    return told.find((one) => one !== null) ?? stray;
  }

  /** The last that is opened is the first that is closed. */
  #open(): void {
    for (const kind of [...KINDS].reverse()) this.device.pushErrorScope(kind);
  }

  #close(kind: RefusalKind): Promise<DeviceRefusal | null> {
    return this.device.popErrorScope().then(
      (error) => (error === null ? null : new DeviceRefusal(kind, error.message)),
      () => null, // a device that is gone tells nothing more; its loss is told elsewhere
    );
  }
}

function kindOf(error: GPUError): RefusalKind {
  const { name } = error.constructor;
  if (name === 'GPUOutOfMemoryError') return 'out-of-memory';
  return name === 'GPUInternalError' ? 'internal' : 'validation';
}
