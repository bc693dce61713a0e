/**
 * Copies the outputs of a run to the CPU: one staging buffer for all of them, taken from a pool and given back. A run in flight
 * holds one.
 */

export interface OutputSlot {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Where it stands on the GPU, or what it always is. */
  readonly held: { readonly buffer: GPUBuffer; readonly bytes: number } | { readonly values: OutputNumbers };
}

/** Truth values are whole numbers. */
export type OutputNumbers = Float32Array | Int32Array;

export interface Readback {
  /** Resolves when everything submitted before it has been computed and copied. */
  readonly ready: Promise<void>;
  /** After `ready`; once. Row-major, one for each output; the caller's. `extra`: what was copied beside them. */
  take(): { readonly outputs: readonly OutputNumbers[]; readonly extra: BigUint64Array };
}

/** Enough for a run in flight and one that is being read. */
const KEPT = 4;

export class StagingPool {
  readonly #free: GPUBuffer[] = [];
  readonly #all = new Set<GPUBuffer>();
  readonly #offsets: readonly number[];
  readonly #extraOffset: number;

  /** @param extraBytes room for what else is copied; a multiple of 8. */
  constructor(
    private readonly device: GPUDevice,
    private readonly outputs: readonly OutputSlot[],
    private readonly extraBytes: number,
  ) {
    let offset = 0;
    this.#offsets = outputs.map(({ held }) => {
      const at = offset;
      offset += 'buffer' in held ? Math.ceil(held.bytes / 8) * 8 : 0;
      return at;
    });
    this.#extraOffset = offset;
  }

  /** Of one staging buffer. */
  get bytes(): number {
    return Math.max(8, this.#extraOffset + this.extraBytes);
  }
  get allocatedBytes(): number {
    return this.#all.size * this.bytes;
  }

  /** Appends the copies to what is encoded; map it once that has been submitted. */
  encode(encoder: GPUCommandEncoder, extra: GPUBuffer | null): () => Readback {
    const staging = this.#take();
    for (const [index, { held }] of this.outputs.entries())
      if ('buffer' in held)
        encoder.copyBufferToBuffer(held.buffer, 0, staging, this.#offsets[index] as number, held.bytes); // one each
    if (extra !== null && this.extraBytes > 0)
      encoder.copyBufferToBuffer(extra, 0, staging, this.#extraOffset, this.extraBytes);
    return () => ({
      ready: staging.mapAsync(GPUMapMode.READ),
      take: () => {
        const mapped = staging.getMappedRange();
        const outputs = this.outputs.map((slot, index) =>
          numbersOf(slot, mapped, this.#offsets[index] as number),
        );
        const copied = new BigUint64Array(
          mapped.slice(this.#extraOffset, this.#extraOffset + this.extraBytes),
        );
        staging.unmap();
        this.#giveBack(staging);
        return { outputs, extra: extra === null ? new BigUint64Array() : copied };
      },
    });
  }

  dispose(): void {
    for (const buffer of this.#all) buffer.destroy();
    this.#all.clear();
    this.#free.length = 0;
  }

  #take(): GPUBuffer {
    const kept = this.#free.pop();
    if (kept !== undefined) return kept;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const made = this.device.createBuffer({ size: this.bytes, usage });
    this.#all.add(made);
    return made;
  }

  #giveBack(staging: GPUBuffer): void {
    if (!this.#all.has(staging)) return; // disposed meanwhile
    if (this.#free.length < KEPT) this.#free.push(staging);
    else {
      this.#all.delete(staging);
      staging.destroy();
    }
  }
}

function numbersOf({ held, dtype }: OutputSlot, mapped: ArrayBuffer, offset: number): OutputNumbers {
  if ('values' in held) return held.values.slice();
  const bytes = mapped.slice(offset, offset + held.bytes);
  return dtype === 'float32' ? new Float32Array(bytes) : new Int32Array(bytes);
}
