/**
 * How late this browser tells that the GPU has finished, measured where there is nothing to compute. A browser may look for
 * finished work on a timer of its own: then each inference on WebGPU takes at least that long, whatever the GPU does, and no
 * name of a browser tells it. It knows neither executors nor what runs on a GPU otherwise.
 */
import type { Clock } from '../../base/clock';
import type { CompletionFigures, CompletionTimes } from '../../domain/backend';

/** Samples of each way of asking. */
const MOST_SAMPLES = 9;
/** No further sample once a way of asking has taken so long, ms: two or three are enough to see a timer of 100 ms. */
const ENOUGH_MS = 250;
/** What has not answered by then, ms, does not answer. */
const PATIENCE_MS = 1000;
/** A GPU that is asked for nothing answers within one or two ms; from here on it is the browser that is late. */
const LATE_FROM_MS = 8;
/** Steps of the clock that a duration must have before it says something. */
const TOLD_BY_CLOCK = 4;

/** What calibration needs of a device. */
export type QuietDevice = Pick<GPUDevice, 'createBuffer' | 'createCommandEncoder' | 'destroy'> & {
  readonly queue: Pick<GPUQueue, 'submit' | 'onSubmittedWorkDone'>;
};

/**
 * Takes at most about 2 s, and a few ms where the browser is prompt.
 * @param device a fresh one; it is destroyed afterwards.
 * @returns null when it does not answer.
 */
export async function calibrateCompletion(
  device: QuietDevice,
  clock: Clock,
): Promise<CompletionFigures | null> {
  const staging = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    const drain = await timesOf(clock, () => {
      device.queue.submit([device.createCommandEncoder().finish()]);
      return device.queue.onSubmittedWorkDone();
    });
    const map = await timesOf(clock, async () => {
      const encoder = device.createCommandEncoder();
      encoder.clearBuffer(staging);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      staging.unmap();
    });
    return { drain, map };
  } catch {
    return null;
  } finally {
    device.destroy();
  }
}

/** The least that an inference waits for the browser's word, ms, where that is far more than a GPU or the clock explains; else null. */
export function latenessMs(completion: CompletionFigures | null, clockResolutionMs: number): number | null {
  if (completion === null) return null;
  const leastMs = Math.max(completion.drain.minimumMs, completion.map.minimumMs);
  return leastMs >= Math.max(LATE_FROM_MS, TOLD_BY_CLOCK * clockResolutionMs) ? leastMs : null;
}

/** @throws when a sample does not come in time. */
async function timesOf(clock: Clock, ask: () => Promise<unknown>): Promise<CompletionTimes> {
  const takenMs: number[] = [];
  const begunAt = clock.now();
  while (takenMs.length < MOST_SAMPLES && clock.now() - begunAt < ENOUGH_MS) {
    const askedAt = clock.now();
    await inTime(clock, ask());
    takenMs.push(clock.now() - askedAt);
  }
  takenMs.sort((a, b) => a - b);
  const middle = (at: number) => takenMs[Math.floor(at)] ?? 0; // at least one was taken
  const half = (takenMs.length - 1) / 2;
  return {
    medianMs: (middle(half) + middle(half + 0.5)) / 2,
    minimumMs: middle(0),
    n: takenMs.length,
  };
}

function inTime<T>(clock: Clock, pending: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(clock.now() + PATIENCE_MS, () => reject(new Error('no answer')));
    pending.then(resolve, reject).finally(cancel);
  });
}
