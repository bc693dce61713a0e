/**
 * Whether a recording gives what the network gives: on inputs that it was not captured on, bit for bit. The second input finds a
 * constant that was baked in; both together find a uniform that was used twice.
 */
import type { OutputNumbers } from './readback';
import type { Recording } from './recording';

export interface Verification {
  /** At least two, different from each other; row-major, for each input of the recording. */
  readonly samples: readonly (readonly (Float32Array | Int32Array)[])[];
  /** One eager inference; outputs in the recording's order. */
  readonly eager: (sample: readonly (Float32Array | Int32Array)[]) => Promise<readonly OutputNumbers[]>;
}

/**
 * Yields between inferences, so that others can run.
 * @returns null when it holds, else the number of the first output that differs.
 */
export async function* firstDifference(
  recording: Recording,
  { samples, eager }: Verification,
): AsyncGenerator<void, number | null> {
  for (const sample of samples) {
    const expected = await eager(sample);
    yield;
    recording.write(sample);
    recording.begin();
    const readback = recording.submitLast();
    await readback.ready;
    const { outputs } = readback.take();
    const different = outputs.findIndex((output, index) => !sameBits(output, expected[index]));
    if (different >= 0) return different;
    if (outputs.length !== expected.length) return outputs.length;
    yield;
  }
  return null;
}

function sameBits(a: OutputNumbers, b: OutputNumbers | undefined): boolean {
  if (b === undefined || a.byteLength !== b.byteLength) return false;
  const left = new Uint32Array(a.buffer, a.byteOffset, a.length);
  const right = new Uint32Array(b.buffer, b.byteOffset, b.length);
  return left.every((bits, index) => bits === right[index]);
}
