/**
 * Brings an input to its buffer by one that stays mapped from run to run. A queue's write makes room for its data anew each
 * time, which costs more than encoding all of a run; it is taken where data are few or the mapping is not back yet.
 */

/** From so many bytes on it pays. */
const LEAST_BYTES = 4096;

export class InputUpload {
  #staging: GPUBuffer | null = null;
  /** `filled`: to be copied by the next commands. `copied`: those are encoded. `away`: until they have been computed. */
  #state: 'mapped' | 'filled' | 'copied' | 'away' = 'mapped';

  constructor(
    private readonly device: GPUDevice,
    private readonly target: GPUBuffer,
  ) {}

  /** Of what it keeps. */
  get bytes(): number {
    return this.#staging?.size ?? 0;
  }

  /** What was written before and is not encoded yet is forgotten. @param given as many bytes as the input takes */
  write(given: ArrayBufferView<ArrayBufferLike>): void {
    this.forget();
    const { buffer, byteOffset, byteLength } = given;
    const staging = this.#mapped();
    if (staging === null) {
      // shared memory is never an input
      this.device.queue.writeBuffer(this.target, 0, buffer as ArrayBuffer, byteOffset, byteLength);
      return;
    }
    new Uint8Array(staging.getMappedRange()).set(new Uint8Array(buffer, byteOffset, byteLength));
    staging.unmap();
    this.#state = 'filled';
  }

  /** Ahead of all commands that read the input, outside of a pass. */
  encode(encoder: GPUCommandEncoder): void {
    if (this.#staging === null || this.#state !== 'filled') return;
    encoder.copyBufferToBuffer(this.#staging, 0, this.target, 0, this.target.size);
    this.#state = 'copied';
  }

  /** What was encoded has been submitted. */
  submitted(): void {
    if (this.#state === 'copied') this.#mapAgain();
  }

  /** What was written and is not encoded yet is not wanted any more. */
  forget(): void {
    if (this.#state === 'filled') this.#mapAgain();
  }

  dispose(): void {
    this.#staging?.destroy();
    this.#staging = null;
  }

  #mapped(): GPUBuffer | null {
    const { size } = this.target;
    if (size < LEAST_BYTES || this.#state !== 'mapped') return null;
    const usage = GPUBufferUsage.MAP_WRITE | GPUBufferUsage.COPY_SRC;
    this.#staging ??= this.device.createBuffer({ size, usage, mappedAtCreation: true });
    return this.#staging;
  }

  #mapAgain(): void {
    this.#state = 'away';
    this.#staging?.mapAsync(GPUMapMode.WRITE).then(
      () => {
        this.#state = 'mapped';
      },
      () => {}, // it is gone, or its device is: the queue is written to, and tells
    );
  }
}
