/** Models of the catalog on the product's own WebGPU backend, loaded, run once and recorded as the product does it. */
import * as tf from '@tensorflow/tfjs';
import type { CatalogModel } from '../../src/domain/model';
import { type StartedBackend, startBackend } from '../../src/executor/backends';
import type { GpuAccess } from '../../src/executor/gpu-access';
import { type Recorded, recordModel } from '../../src/executor/record-model';
import type { LoadedModel, TensorData } from '../../src/executor/runtime';
import { createRandomInput } from '../../src/executor/tenant-input';
import { loadTfjsModel } from '../../src/executor/tfjs-model';
import { toArtifacts } from '../../src/sources/model-artifacts';
import { fetchVerifiedFiles } from '../../src/sources/verified-files';

export interface Stage {
  readonly started: StartedBackend;
  readonly gpu: GpuAccess;
}

export type Sample = readonly TensorData[];

export async function openStage(): Promise<Stage> {
  const started = await startBackend('webgpu', { threads: 1, onDeviceLost: () => {} });
  if (started.gpu === undefined) throw new Error('invariant broken: WebGPU has a device');
  return { started, gpu: started.gpu };
}

/** Seeded random numbers in the model's range. */
export const sampleOf = async (model: CatalogModel, seed: number): Promise<Sample> =>
  (await createRandomInput(model, seed).next()).data;

/** Not run yet: neither weights nor pipelines are on the device. */
export async function load({ started }: Stage, model: CatalogModel, baseUrl: string): Promise<LoadedModel> {
  const files = await fetchVerifiedFiles(model, new URL(`${model.id}/`, baseUrl).href);
  return loadTfjsModel(model, toArtifacts(model, files), started);
}

/** One whole inference, outputs read. */
export async function infer(network: LoadedModel, sample: Sample): Promise<void> {
  network.upload(sample);
  await (await network.execute()).read();
}

/** Captures and compares on two inputs, bit for bit, as for a tenant. */
export async function recorded(network: LoadedModel, model: CatalogModel): Promise<Recorded> {
  const work = recordModel(network, {
    inputs: () => [createRandomInput(model, 2), createRandomInput(model, 3)],
    now: () => performance.now(),
  });
  for (;;) {
    const { done, value } = await work.next();
    if (done === true) return value;
  }
}

export const TENSORFLOW_VERSION = tf.version.tfjs;
