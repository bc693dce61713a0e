/**
 * The buffers of one recording. It takes the place of TensorFlow.js's buffer manager while a run is captured: what is acquired
 * then belongs to the recording and never goes back to the shared pool.
 */
import { NotRecordable } from './not-recordable';
import type { BufferSource } from './tfjs-seams';

/** `constant`: written once, when it was captured. `uniform`: the same, by the queue. */
type Kind = 'input' | 'intermediate' | 'uniform' | 'constant';

/** What is left out of what makes a recording right, so that a test can see its verification fail. */
export interface Flaws {
  /** A uniform buffer is used again inside the capture: replays then see its last contents. */
  readonly reusedUniforms?: boolean;
  /** The input is captured as a constant. */
  readonly bakedInput?: boolean;
}

export class PrivateBuffers implements BufferSource {
  numBytesUsed = 0;
  numBytesAllocated = 0;
  readonly #kinds = new Map<GPUBuffer, Kind>();
  /** By size and usage. Replays repeat the order of the capture, so an intermediate may take another's place. */
  readonly #free = new Map<string, GPUBuffer[]>();
  readonly #held = new Set<GPUBuffer>();
  /** Buffers of the shared pool that were released in mid-capture: commands refer to them. */
  readonly #adopted: GPUBuffer[] = [];
  #unaliasedBytes = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly shared: BufferSource,
    private readonly flaws: Flaws = {},
  ) {}

  acquireBuffer(size: number, usage: number, mappedAtCreation = false): GPUBuffer {
    if (usage & GPUBufferUsage.MAP_READ)
      throw new NotRecordable('readback', 'a value is read back to the CPU in mid-run');
    const kind: Kind =
      usage & GPUBufferUsage.UNIFORM ? 'uniform' : mappedAtCreation ? 'constant' : 'intermediate';
    if (kind === 'intermediate') this.#unaliasedBytes += size;
    const again = this.#isReusable(kind) ? this.#free.get(keyOf(size, usage))?.pop() : undefined;
    const buffer = again ?? this.#create(size, usage, kind, mappedAtCreation);
    this.#held.add(buffer);
    this.numBytesUsed += size;
    return buffer;
  }

  releaseBuffer(buffer: GPUBuffer): void {
    const kind = this.#kinds.get(buffer);
    if (kind === undefined) {
      this.#adopted.push(buffer);
      return;
    }
    this.#held.delete(buffer);
    this.numBytesUsed -= buffer.size;
    if (!this.#isReusable(kind)) return;
    const key = keyOf(buffer.size, buffer.usage);
    this.#free.set(key, [...(this.#free.get(key) ?? []), buffer]);
  }

  input(size: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.#create(size, usage, 'input', false);
  }

  kindOf(buffer: GPUBuffer): Kind | 'shared' {
    return this.#kinds.get(buffer) ?? 'shared';
  }

  /** Buffers that have been acquired and not released. */
  get held(): ReadonlySet<GPUBuffer> {
    return this.#held;
  }

  /** Bytes that intermediates would take if none took another's place. */
  get unaliasedBytes(): number {
    return this.#unaliasedBytes;
  }

  bytesOf(...kinds: readonly Kind[]): number {
    let sum = 0;
    for (const [buffer, kind] of this.#kinds) if (kinds.includes(kind)) sum += buffer.size;
    return sum;
  }

  /** Frees what is the recording's own; gives the rest back to whom it belongs. */
  dispose(): void {
    for (const buffer of this.#kinds.keys()) buffer.destroy();
    for (const buffer of this.#adopted.splice(0)) this.shared.releaseBuffer(buffer);
    this.#kinds.clear();
    this.#held.clear();
    this.#free.clear();
  }

  #isReusable(kind: Kind): boolean {
    return kind === 'intermediate' || (kind === 'uniform' && this.flaws.reusedUniforms === true);
  }

  #create(size: number, usage: number, kind: Kind, mappedAtCreation: boolean): GPUBuffer {
    const buffer = this.device.createBuffer({ size, usage, mappedAtCreation });
    this.#kinds.set(buffer, kind);
    this.numBytesAllocated += size;
    return buffer;
  }
}

const keyOf = (size: number, usage: number): string => `${size} ${usage}`;
