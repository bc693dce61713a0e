/**
 * Writes down what a network asks of a WebGPU device instead of doing it. Buffers, bind groups and pipelines are made for real;
 * passes, copies and submits are noted.
 */
import type { Command } from './command';
import { NotRecordable } from './not-recordable';

/** The buffers that a bind group names, in the order of its bindings; TensorFlow.js's programs write to the first. */
export type Bound = readonly GPUBuffer[];

export class CommandLog {
  readonly commands: Command[] = [];
  readonly bound = new Map<GPUBindGroup, Bound>();
  /** What is being run, for the names in the log. */
  kernel = '';
  program = '';

  constructor(private readonly device: GPUDevice) {}

  /** The device as the network sees it. */
  facade(): GPUDevice {
    return overlaid(this.device, {
      queue: this.#queue(),
      createCommandEncoder: () => this.#encoder(),
      createBindGroup: (descriptor: GPUBindGroupDescriptor) => this.#bindGroup(descriptor),
      createBuffer: refuse('a buffer outside of the manager'),
      createTexture: refuse('a texture'),
      createQuerySet: refuse('a timestamp'),
      importExternalTexture: refuse('a video frame'),
    });
  }

  #queue(): GPUQueue {
    const { queue } = this.device;
    return overlaid(queue, {
      submit: () => {},
      writeBuffer: (buffer: GPUBuffer, ...rest: readonly unknown[]) => {
        // Uniforms are never used twice, so what is written now holds for every replay.
        if ((buffer.usage & GPUBufferUsage.UNIFORM) === 0)
          throw new NotRecordable('command', 'it writes from the CPU to a buffer that is no uniform');
        (queue.writeBuffer as (...given: readonly unknown[]) => void).call(queue, buffer, ...rest); // the same arguments
      },
      writeTexture: refuse('a texture'),
      copyExternalImageToTexture: refuse('a picture'),
    });
  }

  #bindGroup(descriptor: GPUBindGroupDescriptor): GPUBindGroup {
    const group = this.device.createBindGroup(descriptor);
    const buffers = [...descriptor.entries].map(({ resource }) => {
      if (typeof resource !== 'object' || !('buffer' in resource))
        throw new NotRecordable('command', uses('a texture'));
      return resource.buffer;
    });
    this.bound.set(group, buffers);
    return group;
  }

  #encoder(): GPUCommandEncoder {
    const encoder = {
      beginComputePass: () => this.#pass(),
      copyBufferToBuffer: (
        source: GPUBuffer,
        sourceOffset: number,
        target: GPUBuffer,
        targetOffset: number,
        bytes: number,
      ) => this.commands.push({ kind: 'copy', source, sourceOffset, target, targetOffset, bytes }),
      finish: () => ({}),
    };
    return refusingTheRest(encoder) as unknown as GPUCommandEncoder; // all that TensorFlow.js calls in a run
  }

  #pass(): GPUComputePassEncoder {
    let pipeline: GPUComputePipeline | null = null;
    let bindGroup: GPUBindGroup | null = null;
    const pass = {
      setPipeline: (given: GPUComputePipeline) => {
        pipeline = given;
      },
      setBindGroup: (_: number, given: GPUBindGroup) => {
        bindGroup = given;
      },
      dispatchWorkgroups: (x: number, y = 1, z = 1) => {
        if (pipeline === null || bindGroup === null)
          throw new NotRecordable('command', 'it dispatches without a pipeline or bindings');
        const { kernel, program } = this;
        this.commands.push({ kind: 'dispatch', pipeline, bindGroup, workgroups: [x, y, z], kernel, program });
      },
      end: () => {},
    };
    return refusingTheRest(pass) as unknown as GPUComputePassEncoder; // as above
  }
}

const uses = (what: string): string => `it uses ${what}, which is not replayed`;

const refuse = (what: string) => (): never => {
  throw new NotRecordable('command', uses(what));
};

/** An object of the browser with some of its parts replaced; its methods need the object itself as `this`. */
function overlaid<T extends object>(target: T, parts: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && Object.hasOwn(parts, name)) return parts[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function refusingTheRest(parts: Readonly<Record<string, unknown>>): object {
  return new Proxy(parts, {
    get(target, name) {
      if (typeof name === 'symbol' || Object.hasOwn(target, name)) return Reflect.get(target, name);
      throw new NotRecordable('command', uses(`the command ${name}`));
    },
  });
}
