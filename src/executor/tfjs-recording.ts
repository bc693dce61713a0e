/** Captures a TensorFlow.js network on WebGPU, and says in words why one cannot be. */
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';
import type { GpuAccess } from './gpu-access';
import { captureRecording } from './gpu-recording/capture';
import { NotRecordable } from './gpu-recording/not-recordable';
import type { Recording } from './gpu-recording/recording';
import { PictureUpload } from './picture-upload';
import { type RecordedFrom, RecordedNetwork } from './recorded-model';
import type { Network } from './tfjs-network';

/** @throws EngineError `not-recordable`, or what `causeOf` makes of anything else. */
export async function recordNetwork(
  model: Model,
  network: Network,
  gpu: GpuAccess,
  from: RecordedFrom,
): Promise<RecordedNetwork> {
  if (network.isAsynchronous === true)
    throw new EngineError(
      'not-recordable',
      `${model.name} cannot be recorded: it runs asynchronously because of control flow.`,
    );
  try {
    const { backend } = gpu;
    const recording = await captureRecording({ backend, inputs: network.inputs, run: network.run });
    return new RecordedNetwork(recording, gpu, from, picturesFor(model, recording, gpu));
  } catch (thrown) {
    if (thrown instanceof NotRecordable) throw new EngineError('not-recordable', whyEager(model, thrown));
    throw from.causeOf(thrown);
  }
}

/** Custom models are fed numbers: they may have several inputs, and planes in place of pixels. */
function picturesFor(model: Model, recording: Recording, { device }: GpuAccess): PictureUpload | null {
  const [slot] = recording.inputs;
  if (isCustom(model) || model.input.kind !== 'image' || slot === undefined) return null;
  return new PictureUpload(device, model.input, slot.buffer, (convert) => recording.before(convert));
}

const whyEager = ({ name }: Model, { message }: NotRecordable): string =>
  `${name} cannot be recorded: ${message}.`;
