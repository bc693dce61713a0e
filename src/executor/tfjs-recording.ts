/** Captures a TensorFlow.js network on WebGPU, and says in words why one cannot be. */
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';
import type { GpuAccess } from './gpu-access';
import { captureRecording } from './gpu-recording/capture';
import { NotRecordable } from './gpu-recording/not-recordable';
import type { Recording } from './gpu-recording/recording';
import { PictureUpload } from './picture-upload';
import { type RecordedFrom, RecordedNetwork } from './recorded-model';
import { dynamicOperationIn } from './tfjs-failure';
import type { Network } from './tfjs-network';

/** @throws EngineError `not-recordable`, or what `causeOf` makes of anything else. */
export async function recordNetwork(
  model: Model,
  network: Network,
  gpu: GpuAccess,
  from: RecordedFrom,
): Promise<RecordedNetwork> {
  try {
    const { backend } = gpu;
    const recording = await captureRecording({ backend, inputs: network.inputs, run: network.runAtOnce });
    return new RecordedNetwork(recording, gpu, from, picturesFor(model, recording, gpu));
  } catch (thrown) {
    const operation = dynamicOperationIn(thrown);
    if (operation !== null)
      throw whyEager(model, `${operation} has no order known beforehand, so that it runs asynchronously`);
    if (thrown instanceof NotRecordable) throw whyEager(model, thrown.message);
    throw from.causeOf(thrown);
  }
}

/** Custom models are fed numbers: they may have several inputs, and planes in place of pixels. */
function picturesFor(model: Model, recording: Recording, { device }: GpuAccess): PictureUpload | null {
  const [slot] = recording.inputs;
  if (isCustom(model) || model.input.kind !== 'image' || slot === undefined) return null;
  return new PictureUpload(device, model.input, slot.buffer, (convert) => recording.before(convert));
}

const whyEager = ({ name }: Model, why: string): EngineError =>
  new EngineError('not-recordable', `${name} cannot be recorded: ${why}.`);
