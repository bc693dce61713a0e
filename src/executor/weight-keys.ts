/**
 * Names what a model's weights hold: equal keys mean equal tensors. It hashes bytes as they are stored, before anything is
 * decoded, and knows neither TensorFlow.js nor who shares with whom.
 */
import { sha256 } from '../base/sha256';
import type { Model } from '../domain/model';
import { type ModelArtifacts, storedBytesOf } from '../sources/model-artifacts';
import type { WeightSpec } from '../sources/model-json';

/**
 * From so many numbers on a weight is shared between models. TensorFlow.js may compute with fewer on the CPU while no kernel
 * has put them on the GPU (`WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD`; WebGL's is lower), and reads axes and shapes there: where
 * they are is part of how a model runs, so only loads of the same model have them in common.
 */
export const SHARED_BY_ALL_FROM = 1000;

interface StoredWeight {
  readonly spec: WeightSpec;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface KeyedWeight extends StoredWeight {
  readonly key: string;
}

/** @returns by name; what a training's optimizer remembers, which is never loaded, is left out. */
export async function keyedWeights(
  model: Model,
  artifacts: ModelArtifacts,
): Promise<ReadonlyMap<string, KeyedWeight>> {
  const stored = storedWeights(artifacts).filter(({ spec }) => spec.group !== 'optimizer');
  const small = stored.filter(isSmall);
  const large = stored.filter((one) => !isSmall(one));
  const [smallHash, ...largeHashes] = await Promise.all([
    sha256(joined(small)),
    ...large.map(({ bytes }) => sha256(bytes)),
  ]);
  const keyed = [
    ...small.map((one) => ({ ...one, key: keyOf(one, smallHash, model.id, one.spec.name) })),
    ...large.map((one, index) => ({ ...one, key: keyOf(one, largeHashes[index] as string) })), // one each
  ];
  return new Map(keyed.map((one) => [one.spec.name, one]));
}

function storedWeights({ weightSpecs, weightData }: ModelArtifacts): readonly StoredWeight[] {
  let offset = 0;
  return weightSpecs.map((spec) => {
    const bytes = new Uint8Array(weightData, offset, storedBytesOf(spec));
    offset += bytes.byteLength;
    return { spec, bytes };
  });
}

const isSmall = ({ spec }: StoredWeight): boolean =>
  spec.shape.reduce((product, side) => product * side, 1) < SHARED_BY_ALL_FROM;

/** The same bytes decode to the same tensor only under the same type, shape and quantization. */
const keyOf = ({ spec }: StoredWeight, ...hashed: readonly string[]): string =>
  JSON.stringify([spec.dtype, spec.shape, spec.quantization ?? null, ...hashed]);

function joined(weights: readonly StoredWeight[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(weights.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  let offset = 0;
  for (const { bytes } of weights) {
    whole.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return whole;
}
