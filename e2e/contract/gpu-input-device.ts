/** A device of its own, and numbers in and out of its buffers. What the device refuses fails whoever asks `check`. */
import type { CatalogModel, ImageInput } from '../../src/domain/model';
import type { TensorData } from '../../src/executor/runtime';

export interface LabDevice {
  readonly device: GPUDevice;
  /** A buffer of the input's size. */
  target(input: ImageInput): GPUBuffer;
  read(buffer: GPUBuffer, dtype: ImageInput['dtype']): Promise<TensorData>;
  /** Throws when the device refused anything. */
  check(): void;
}

export async function openDevice(): Promise<LabDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('no WebGPU adapter');
  const device = await adapter.requestDevice();
  let refused: string | null = null;
  device.addEventListener('uncapturederror', ({ error }) => {
    refused ??= error.message;
  });
  return {
    device,
    target: ({ shape }) =>
      device.createBuffer({
        size: 4 * shape.reduce((a, b) => a * b),
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      }),
    async read(buffer, dtype) {
      const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
      const staging = device.createBuffer({ size: buffer.size, usage });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const bytes = staging.getMappedRange().slice(0);
      staging.destroy();
      return dtype === 'int32' ? new Int32Array(bytes) : new Float32Array(bytes);
    },
    check() {
      if (refused !== null) throw new Error(refused);
    },
  };
}

/** The caller gives models that take pictures. */
export function imageInput({ input, name }: CatalogModel): ImageInput {
  if (input.kind !== 'image') throw new Error(`${name} takes no pictures`);
  return input;
}
