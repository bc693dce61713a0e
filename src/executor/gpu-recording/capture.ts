/**
 * Captures one run of a network on TensorFlow.js's WebGPU backend. The backend is given a device that writes down what it is
 * asked, and buffers of the recording's own; nothing is computed. Run the network once before: weights are then on the
 * device, pipelines are compiled.
 */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { CommandLog } from './command-log';
import { NotRecordable } from './not-recordable';
import { type Flaws, PrivateBuffers } from './private-buffers';
import type { OutputSlot } from './readback';
import { type InputSlot, Recording, type RecordingSize } from './recording';
import { type Seams, seamsOf } from './tfjs-seams';

export interface Capturable {
  readonly backend: WebGPUBackend;
  readonly inputs: readonly Pick<InputSlot, 'shape' | 'dtype'>[];
  /** One inference; the inputs stay the caller's, the outputs are new. A promise means that it cannot be captured. */
  run(inputs: readonly tf.Tensor[]): tf.Tensor[] | Promise<tf.Tensor[]>;
}

/** Each dispatch by itself, so that an intermediate is free for the next as soon as it is used up. */
const BATCH = 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE';

/**
 * @param flaws for tests of the verification only.
 * @throws NotRecordable; nothing of the attempt is left then.
 */
export async function captureRecording(what: Capturable, flaws: Flaws = {}): Promise<Recording> {
  const seams = seamsOf(what.backend);
  const { device } = seams;
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const buffers = new PrivateBuffers(device, seams.bufferManager, flaws);
  let recording: Recording | null = null;
  let failure: unknown = null;
  try {
    recording = capture(what, seams, buffers, flaws);
  } catch (thrown) {
    failure = thrown;
  }
  const [memory, refused] = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
  if (failure instanceof StillRunning) failure = await failure.ended(seams, buffers);
  if (memory !== null)
    failure ??= new NotRecordable('memory', `its buffers could not be had: ${memory.message}`);
  if (refused !== null)
    failure ??= new NotRecordable('refused', `the device refused a command: ${refused.message}`);
  if (recording !== null && failure === null) return recording;
  recording?.dispose();
  buffers.dispose();
  throw failure;
}

function capture(what: Capturable, seams: Seams, buffers: PrivateBuffers, flaws: Flaws): Recording {
  const { device } = seams; // the real one: a facade takes its place below
  const log = new CommandLog(device);
  const restore = divert(seams, log, buffers);
  let inputs: readonly tf.Tensor[] = [];
  let outputs: readonly tf.Tensor[] = [];
  try {
    const slots = what.inputs.map((spec) => ({
      ...spec,
      buffer: buffers.input(4 * tf.util.sizeFromShape([...spec.shape])),
    }));
    inputs = slots.map(({ shape, dtype, buffer }) =>
      flaws.bakedInput === true
        ? tf.ones([...shape], dtype)
        : tf.tensor({ buffer, zeroCopy: true }, [...shape], dtype),
    );
    const returned = what.run(inputs);
    if (returned instanceof Promise) {
      throw new StillRunning(returned);
    }
    outputs = returned;
    flush(seams);
    const given = outputs.map((output) => outputSlot(output, seams));
    tf.dispose([...inputs]);
    assertNothingHeld(given, buffers);
    assertConstantsStay(log, buffers);
    const size = sizeOf(log, buffers);
    return new Recording({
      device,
      commands: log.commands,
      inputs: slots,
      outputs: given,
      buffers,
      size,
    });
  } finally {
    tf.dispose([...inputs, ...outputs]);
    flush(seams);
    restore();
  }
}

/** A run that went on after the capture had to end. */
class StillRunning extends Error {
  constructor(private readonly outputs: Promise<tf.Tensor[]>) {
    super('it runs asynchronously');
  }

  /** Frees what it gives; its buffers belong to the capture. */
  async ended(seams: Seams, buffers: PrivateBuffers): Promise<NotRecordable> {
    const outputs = await this.outputs.catch(() => []);
    const { bufferManager } = seams;
    flush(seams);
    seams.bufferManager = buffers;
    tf.dispose(outputs);
    seams.bufferManager = bufferManager;
    return new NotRecordable('control-flow', 'it runs asynchronously because of control flow');
  }
}

/** Puts the log in the backend's way; call what it returns to put everything back. */
function divert(seams: Seams, log: CommandLog, buffers: PrivateBuffers): () => void {
  flush(seams); // what is still open belongs to others
  const { device, queue, bufferManager, readSync, runWebGPUProgram } = seams;
  const engine = tf.engine() as unknown as { runKernel(name: string, ...rest: readonly unknown[]): unknown }; // as typed, loosely
  const { runKernel } = engine;
  const batch = tf.env().getNumber(BATCH);
  const facade = log.facade();
  Object.assign(seams, { device: facade, queue: facade.queue, bufferManager: buffers });
  tf.env().set(BATCH, 1);
  seams.readSync = (dataId) => {
    if (seams.tensorMap.get(dataId)?.values == null)
      throw new NotRecordable('readback', `${log.kernel} needs a value on the CPU in mid-run`);
    return readSync.call(seams, dataId);
  };
  seams.runWebGPUProgram = (program, ...rest) => {
    log.program = program.constructor.name;
    return runWebGPUProgram.call(seams, program, ...rest);
  };
  engine.runKernel = (name, ...rest) => {
    log.kernel = name;
    return runKernel.call(engine, name, ...rest);
  };
  return () => {
    Object.assign(seams, { device, queue, bufferManager });
    tf.env().set(BATCH, batch);
    Reflect.deleteProperty(seams, 'readSync');
    Reflect.deleteProperty(seams, 'runWebGPUProgram');
    Reflect.deleteProperty(engine, 'runKernel');
  };
}

function flush(seams: Seams): void {
  seams.ensureCommandEncoderReady();
  seams.endComputePassEncoder();
  seams.submitQueue();
}

function outputSlot({ dataId, shape, dtype }: tf.Tensor, { tensorMap }: Seams): OutputSlot {
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool')
    throw new NotRecordable('command', `an output is ${dtype}, which is not replayed`);
  const entry = tensorMap.get(dataId);
  const resource = entry?.resource;
  if (resource instanceof GPUBuffer)
    return { shape, dtype, held: { buffer: resource, bytes: 4 * tf.util.sizeFromShape(shape) } };
  if (entry?.values == null) throw new NotRecordable('command', 'an output stands in no buffer');
  const values = dtype === 'float32' ? Float32Array.from(entry.values) : Int32Array.from(entry.values);
  return { shape, dtype, held: { values } };
}

/** A tensor that outlives the run would hand a buffer of the recording to others. */
function assertNothingHeld(outputs: readonly OutputSlot[], buffers: PrivateBuffers): void {
  const asked = new Set(outputs.flatMap(({ held }) => ('buffer' in held ? [held.buffer] : [])));
  const left = [...buffers.held].filter((buffer) => !asked.has(buffer)).length;
  if (left > 0)
    throw new NotRecordable(
      'leak',
      `it keeps ${left} tensor${left === 1 ? '' : 's'} from one run to the next`,
    );
}

/** A replay finds constants and weights as the one before left them. */
function assertConstantsStay({ commands, bound }: CommandLog, buffers: PrivateBuffers): void {
  for (const command of commands) {
    if (command.kind !== 'dispatch') continue;
    const written = bound.get(command.bindGroup)?.[0];
    const kind = written === undefined ? null : buffers.kindOf(written);
    if (kind === 'constant' || kind === 'shared')
      throw new NotRecordable('in-place', `${command.kernel} writes to a constant`);
  }
}

function sizeOf({ commands, bound }: CommandLog, buffers: PrivateBuffers): RecordingSize {
  const dispatches = commands.filter((command) => command.kind === 'dispatch');
  const weights = new Set([...bound.values()].flat().filter((buffer) => buffers.kindOf(buffer) === 'shared'));
  return {
    dispatches: dispatches.length,
    copies: commands.length - dispatches.length,
    pipelines: new Set(dispatches.map(({ pipeline }) => pipeline)).size,
    weightBytes: [...weights].reduce((sum, { size }) => sum + size, 0),
    intermediateBytes: buffers.bytesOf('input', 'intermediate'),
    unaliasedBytes: buffers.unaliasedBytes + buffers.bytesOf('input'),
    uniformBytes: buffers.bytesOf('uniform'),
    constantBytes: buffers.bytesOf('constant'),
  };
}
