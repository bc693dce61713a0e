/**
 * Turns pictures into a network's numbers on the GPU, straight into a buffer: the picture's bytes go up once, and no number
 * passes through the CPU. It owns its texture and its small buffers; the device and the target are lent. It must not know
 * models, tenants or where a picture comes from.
 */
import { picturePipeline } from './picture-pipelines';
import { bandsOf, numbersOf, type PictureRegion } from './picture-region';
import { BINDING, type SampleKind, TILE } from './picture-shader';
import { type Picture, PictureTexture } from './picture-texture';

/** What the numbers of an input are. */
export interface PictureTerms extends SampleKind {
  /** Items, one after the other in the target. */
  readonly batch: number;
  /** Of an item. */
  readonly width: number;
  readonly height: number;
  /** The number of each of the 256 values that a channel can take; whole ones for int32. */
  readonly levels: ArrayLike<number>;
  /** Share of red, green and blue in luma, for one channel. */
  readonly luma: readonly [number, number, number];
}

/** Dispatches a conversion; the pass is then free for other dispatches. */
export type Conversion = (pass: GPUComputePassEncoder) => void;

/** In a pass and a submit of its own. */
export function submitAlone(device: GPUDevice, convert: Conversion): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  convert(pass);
  pass.end();
  device.queue.submit([encoder.finish()]);
}

/** A bind group, and what it binds besides what never changes. */
interface Bound {
  readonly texture: GPUTexture;
  readonly target: GPUBuffer;
  readonly bindings: GPUBindGroup;
}

export class GpuPreprocessor {
  readonly #terms: GPUBuffer;
  readonly #regions: GPUBuffer;
  readonly #levels: GPUBuffer;
  readonly #texture: PictureTexture;
  /** Regions that stand in their buffer. */
  #placed = '';
  #bound: Bound | null = null;

  private constructor(
    private readonly device: GPUDevice,
    private readonly terms: PictureTerms,
    private readonly pipeline: GPUComputePipeline,
  ) {
    const { width, height, batch, levels, luma, dtype } = terms;
    this.#texture = new PictureTexture(device);
    const head = new ArrayBuffer(32); // a vec2u, then a vec3f at its alignment of 16
    new Uint32Array(head).set([width, height]);
    new Float32Array(head).set(luma, 4);
    this.#terms = this.#filled(head, GPUBufferUsage.UNIFORM);
    const table = dtype === 'int32' ? Int32Array.from(levels) : Float32Array.from(levels);
    this.#levels = this.#filled(table.buffer, GPUBufferUsage.STORAGE);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#regions = device.createBuffer({ size: 16 * batch, usage });
  }

  /** Rejects when the device refuses the shader. */
  static async create(device: GPUDevice, terms: PictureTerms): Promise<GpuPreprocessor> {
    return new GpuPreprocessor(device, terms, await picturePipeline(device, terms));
  }

  /** Bytes that it holds on the device. */
  get allocatedBytes(): number {
    return this.#texture.bytes + this.#terms.size + this.#levels.size + this.#regions.size;
  }

  /**
   * Uploads the picture; it may be closed then. What is returned encodes its conversion into a pass that is submitted before
   * another picture is taken.
   * @param target row-major `[batch, height, width, channel]`, a storage buffer of at least that size.
   * @param regions one for each item; without them the picture is as many equal bands, one above the other.
   * @throws DOMException `InvalidStateError` when the picture was closed.
   */
  take(picture: Picture, target: GPUBuffer, regions?: readonly PictureRegion[]): Conversion {
    const { batch, width, height } = this.terms;
    const texture = this.#texture.upload(picture);
    this.#place(regions ?? bandsOf(picture, batch));
    const bindings = this.#bindings(texture, target);
    return (pass) => {
      pass.setPipeline(this.pipeline);
      pass.setBindGroup(0, bindings);
      pass.dispatchWorkgroups(Math.ceil(width / TILE), Math.ceil((batch * height) / TILE));
    };
  }

  /** The same, submitted by itself. */
  run(picture: Picture, target: GPUBuffer, regions?: readonly PictureRegion[]): void {
    submitAlone(this.device, this.take(picture, target, regions));
  }

  dispose(): void {
    for (const buffer of [this.#terms, this.#regions, this.#levels]) buffer.destroy();
    this.#texture.dispose();
    this.#bound = null;
  }

  #place(regions: readonly PictureRegion[]): void {
    if (regions.length !== this.terms.batch)
      throw new Error(`${regions.length} regions for a batch of ${this.terms.batch}`);
    const numbers = numbersOf(regions);
    const key = numbers.join();
    if (key === this.#placed) return;
    this.#placed = key;
    this.device.queue.writeBuffer(this.#regions, 0, Float32Array.from(numbers));
  }

  #bindings(texture: GPUTexture, target: GPUBuffer): GPUBindGroup {
    if (this.#bound?.texture === texture && this.#bound.target === target) return this.#bound.bindings;
    const entries = [
      { binding: BINDING.picture, resource: texture.createView() },
      { binding: BINDING.terms, resource: { buffer: this.#terms } },
      { binding: BINDING.regions, resource: { buffer: this.#regions } },
      { binding: BINDING.levels, resource: { buffer: this.#levels } },
      { binding: BINDING.samples, resource: { buffer: target } },
    ];
    const layout = this.pipeline.getBindGroupLayout(0);
    const bindings = this.device.createBindGroup({ layout, entries });
    this.#bound = { texture, target, bindings };
    return bindings;
  }

  #filled(bytes: ArrayBuffer, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.device.createBuffer({
      size: bytes.byteLength,
      usage: usage | GPUBufferUsage.COPY_DST,
    });
    this.device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  }
}
