/**
 * A captured run of a network: replayed whole or in runs of dispatches, on inputs that are written before it. It owns its
 * buffers, reads the weights of the model that it was captured from, and must go before that model does.
 */
import type { Command } from './command';
import { InputUpload } from './input-upload';
import { PassTimer, type PassTimes, passTimesOf } from './pass-timer';
import type { PrivateBuffers } from './private-buffers';
import { type OutputNumbers, type OutputSlot, type Readback, StagingPool } from './readback';

export interface InputSlot {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Row-major, 4 bytes an element. Write to it before a replay. */
  readonly buffer: GPUBuffer;
}

export interface RecordingSize {
  readonly dispatches: number;
  readonly copies: number;
  readonly pipelines: number;
  readonly weightBytes: number;
  readonly intermediateBytes: number;
  readonly unaliasedBytes: number;
  readonly uniformBytes: number;
  readonly constantBytes: number;
}

export interface RecordingParts {
  readonly device: GPUDevice;
  readonly commands: readonly Command[];
  readonly inputs: readonly InputSlot[];
  readonly outputs: readonly OutputSlot[];
  readonly buffers: PrivateBuffers;
  readonly size: RecordingSize;
}

export class Recording {
  readonly commands: readonly Command[];
  readonly inputs: readonly InputSlot[];
  readonly outputs: readonly OutputSlot[];
  readonly size: RecordingSize;
  readonly #device: GPUDevice;
  readonly #buffers: PrivateBuffers;
  #timer: PassTimer | null = null;
  #timedStaging: StagingPool | null = null;
  readonly #staging: StagingPool;
  readonly #uploads: readonly InputUpload[];
  /** Passes of the run under way that were timed. */
  #timed = 0;
  #isTiming = false;
  /** What makes the input of the next run; null when it is written. */
  #prelude: ((pass: GPUComputePassEncoder) => void) | null = null;
  #isDisposed = false;

  constructor(parts: RecordingParts) {
    this.commands = parts.commands;
    this.inputs = parts.inputs;
    this.outputs = parts.outputs;
    this.size = parts.size;
    this.#device = parts.device;
    this.#buffers = parts.buffers;
    this.#staging = new StagingPool(parts.device, parts.outputs, 0);
    this.#uploads = parts.inputs.map(({ buffer }) => new InputUpload(parts.device, buffer));
  }

  /** Bytes that it holds on the device, weights apart. */
  get ownBytes(): number {
    return (
      this.#buffers.numBytesAllocated +
      this.#uploads.reduce((sum, { bytes }) => sum + bytes, 0) +
      this.#staging.allocatedBytes +
      (this.#timedStaging?.allocatedBytes ?? 0)
    );
  }

  /**
   * Puts inputs where the next replay reads them: after all that has been submitted before.
   * @param data row-major, one for each input.
   */
  write(data: readonly ArrayBufferView<ArrayBufferLike>[]): void {
    this.#prelude = null;
    for (const [index, { buffer }] of this.inputs.entries()) {
      const given = data[index];
      if (given === undefined || given.byteLength !== buffer.size)
        throw new Error(`input ${index} takes ${buffer.size} bytes and was given ${given?.byteLength ?? 0}`);
      this.#uploads[index]?.write(given);
    }
  }

  /**
   * Dispatches that are encoded once, before the first command of the next run and in its pass: they make its input on the
   * device. In place of those of an earlier call that have not been encoded.
   */
  before(prelude: (pass: GPUComputePassEncoder) => void): void {
    for (const upload of this.#uploads) upload.forget();
    this.#prelude = prelude;
  }

  /** From the next run on passes are timed, or not. @returns false where the device has no timestamps. */
  time(on: boolean): boolean {
    this.#isTiming = on && this.#device.features.has('timestamp-query');
    return this.#isTiming;
  }

  /** Begins a run: timed passes count from here. */
  begin(): void {
    this.#timed = 0;
  }

  /** Encodes and submits commands `from` to before `to`. */
  submit(from = 0, to = this.commands.length): void {
    const encoder = this.#device.createCommandEncoder();
    this.#encode(encoder, from, to);
    this.#submit(encoder);
  }

  /** Submits the rest from `from` on, and copies of the outputs after it. */
  submitLast(from = 0, apart = false): RunReadback {
    const encoder = this.#device.createCommandEncoder();
    this.#encode(encoder, from, this.commands.length, apart);
    const timed = this.#timed;
    const timer = timed > 0 ? this.#timer : null;
    const staging = timer === null ? this.#staging : this.#timedPool(timer);
    const map = staging.encode(encoder, timer?.resolve(encoder, timed) ?? null);
    this.#submit(encoder);
    const readback = map();
    return {
      ready: readback.ready,
      take: () => {
        const { outputs, extra } = readback.take();
        return { outputs, times: timer === null ? null : passTimesOf(extra, timed) };
      },
    };
  }

  /** Frees all that it holds; what is under way fails. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const upload of this.#uploads) upload.dispose();
    this.#staging.dispose();
    this.#timedStaging?.dispose();
    this.#timer?.dispose();
    this.#buffers.dispose();
  }

  /**
   * Encodes commands `from` to before `to`; they have to be submitted in order.
   * @param apart each dispatch in a pass of its own, so that each is timed.
   */
  #encode(encoder: GPUCommandEncoder, from = 0, to = this.commands.length, apart = false): void {
    let pass: GPUComputePassEncoder | null = null;
    let pipeline: GPUComputePipeline | null = null;
    const end = () => {
      pass?.end();
      pass = null;
      pipeline = null;
    };
    for (const upload of this.#uploads) upload.encode(encoder);
    if (this.#prelude !== null) {
      pass = this.#beginPass(encoder);
      this.#prelude(pass);
      this.#prelude = null;
    }
    for (let index = from; index < to; index++) {
      const command = this.commands[index] as Command; // below its length
      if (command.kind === 'copy') {
        end();
        const { source, sourceOffset, target, targetOffset, bytes } = command;
        encoder.copyBufferToBuffer(source, sourceOffset, target, targetOffset, bytes);
        continue;
      }
      const current: GPUComputePassEncoder = pass ?? this.#beginPass(encoder);
      pass = current;
      if (pipeline !== command.pipeline) current.setPipeline(command.pipeline);
      pipeline = command.pipeline;
      current.setBindGroup(0, command.bindGroup);
      const [x, y, z] = command.workgroups;
      current.dispatchWorkgroups(x, y, z);
      if (apart) end();
    }
    end();
  }

  #submit(encoder: GPUCommandEncoder): void {
    this.#device.queue.submit([encoder.finish()]);
    for (const upload of this.#uploads) upload.submitted();
  }

  #beginPass(encoder: GPUCommandEncoder): GPUComputePassEncoder {
    if (!this.#isTiming) return encoder.beginComputePass();
    this.#timer ??= new PassTimer(this.#device, this.size.dispatches);
    const timestampWrites = this.#timer.writes(this.#timed);
    this.#timed += 1;
    return encoder.beginComputePass(timestampWrites === undefined ? {} : { timestampWrites });
  }

  #timedPool(timer: PassTimer): StagingPool {
    this.#timedStaging ??= new StagingPool(this.#device, this.outputs, timer.bytes);
    return this.#timedStaging;
  }
}

export interface RunReadback {
  readonly ready: Readback['ready'];
  /** After `ready`; once. `times`: of each pass, null when none was timed. */
  take(): { readonly outputs: readonly OutputNumbers[]; readonly times: PassTimes | null };
}
