/**
 * How long this thread is busy with one frame, from its bitmap to the input's numbers on their way to the device: on the CPU
 * and on the GPU, by turns. Waits for the device are apart. Bytes as they go to the device.
 */
import { submitAlone } from '../../src/executor/gpu-input/gpu-preprocessor';
import { PictureUpload } from '../../src/executor/picture-upload';
import type { GpuInputCall } from './gpu-input.worker';
import { imageInput, type LabDevice, openDevice } from './gpu-input-device';
import { createSight } from './gpu-input-numbers';
import { sheetsOf } from './gpu-input-pictures';

export interface CostAnswer {
  readonly modelId: string;
  readonly shape: readonly number[];
  /** Medians of `n` frames, ms. */
  readonly n: number;
  readonly cpuMs: number;
  readonly gpuMs: number;
  readonly cpuBytes: number;
  readonly gpuBytes: number;
}

const FRAMES = 60;
const WARM = 8;

export async function compareCost({ models, pictures }: GpuInputCall): Promise<readonly CostAnswer[]> {
  const lab = await openDevice();
  const answers: CostAnswer[] = [];
  for (const model of models) {
    const input = imageInput(model);
    const target = lab.target(input);
    const upload = new PictureUpload(lab.device, input, target, (convert) =>
      submitAlone(lab.device, convert),
    );
    await upload.ready;
    const see = createSight(model);
    const draw = sheetsOf(input, pictures).slice(2);
    const [cpuMs, gpuMs]: [number[], number[]] = [[], []];
    for (let frame = 0; frame < WARM + FRAMES; frame++) {
      const bitmap = () => (draw[frame % draw.length] ?? draw[0])?.();
      for (const onGpu of frame % 2 === 0 ? [true, false] : [false, true]) {
        const picture = bitmap();
        if (picture === undefined) throw new Error('no picture');
        const ms = await timed(lab, async () => {
          const made = await see(picture);
          return () => {
            if (onGpu && made.picture !== undefined) return upload.upload(made.picture);
            const [data] = made.data;
            if (data !== undefined)
              lab.device.queue.writeBuffer(
                target,
                0,
                data.buffer as ArrayBuffer,
                data.byteOffset,
                data.byteLength,
              ); // never shared
            return true;
          };
        });
        if (frame >= WARM) (onGpu ? gpuMs : cpuMs).push(ms);
        picture.close();
      }
    }
    const [batch, height, width] = input.shape;
    const { id: modelId } = model;
    answers.push({
      modelId,
      shape: input.shape,
      n: FRAMES,
      cpuMs: median(cpuMs),
      gpuMs: median(gpuMs),
      cpuBytes: target.size,
      gpuBytes: 4 * batch * height * width,
    });
    upload.dispose();
    target.destroy();
  }
  lab.check();
  return answers;
}

async function timed(lab: LabDevice, prepare: () => Promise<() => unknown>): Promise<number> {
  const run = await prepare();
  await lab.device.queue.onSubmittedWorkDone();
  const startedAt = performance.now();
  run();
  const ms = performance.now() - startedAt;
  await lab.device.queue.onSubmittedWorkDone();
  return ms;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
