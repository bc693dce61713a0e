/**
 * Puts a network's weights on a WebGPU device of TensorFlow.js 4.22 in steps that others on the device hardly notice: by itself
 * the library copies all of them in the first inference. It knows no models.
 */

interface WeightEntry {
  /** On the CPU; null once they are on the device. */
  readonly values: unknown;
  readonly resource?: unknown;
}

/** The parts of the backend that are used. */
export interface WeightHost {
  readonly tensorMap: { get(dataId: object): WeightEntry | undefined };
  uploadToGPU(dataId: object): void;
}

interface Weight {
  readonly dataId: object;
  /** Elements. */
  readonly size: number;
  readonly dtype: string;
}

const BYTES_PER_ELEMENT = 4;
const STEP_BYTES = 4_000_000;
/** Elements. Small ones may be shapes or axes, which the library reads on the CPU and would have to read back. */
const SMALLEST = 16_384;

/** Each step copies 4 MB, or one weight where that is larger; what it leaves to be submitted is the caller's. */
export function* uploadInSteps(host: WeightHost, weights: readonly Weight[]): Generator<void, void> {
  let stepBytes = 0;
  for (const { dataId, size, dtype } of weights) {
    const entry = host.tensorMap.get(dataId);
    const isThere = entry === undefined || entry.values == null || entry.resource != null;
    if (isThere || dtype !== 'float32' || size < SMALLEST) continue;
    const bytes = size * BYTES_PER_ELEMENT;
    if (stepBytes > 0 && stepBytes + bytes > STEP_BYTES) {
      yield;
      stepBytes = 0;
    }
    host.uploadToGPU(dataId);
    stepBytes += bytes;
  }
  if (stepBytes > 0) yield;
}
