/**
 * Networks of the catalog for tests, on WASM in Node: the product's own model code on the files of `public/models`. A test
 * file loads only what it needs. It knows no picture and no answer.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type Catalog, type CatalogModel, catalogSchema } from '../domain/model';
import type { Box, Result } from '../domain/result';
import type { OutputTensor, TensorData } from '../executor/runtime';
import type { TaskSource } from '../executor/tasks/task';
import { TASKS } from '../executor/tasks/tasks';
import { loadTfjsModel } from '../executor/tfjs-model';
import type { WeightStore } from '../executor/weight-store';
import { toArtifacts } from '../sources/model-artifacts';
import { letterbox, type Picture, readPicture, sample } from './picture';

const PUBLIC = new URL('../../public/', import.meta.url);
const WASM = new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/', import.meta.url);
const CATALOG: Catalog = catalogSchema.parse(
  JSON.parse(readFileSync(new URL('models/catalog.json', PUBLIC), 'utf8')),
);

/** A picture of `public/scene`. */
export const scenePicture = (name: string): Picture => readPicture(new URL(`scene/${name}.png`, PUBLIC));

export function catalogModel(id: string): CatalogModel {
  const model = CATALOG.models.find((one) => one.id === id);
  if (model === undefined) throw new Error(`the catalog has no model "${id}"`);
  return model;
}

const fileOf = ({ id }: CatalogModel, path: string): URL => new URL(`models/${id}/${path}`, PUBLIC);

/** Whether a model's files are here; those of a default model must be, those of the others may be. */
export const isAssembled = (id: string): boolean =>
  catalogModel(id).files.every(({ path }) => existsSync(fileOf(catalogModel(id), path)));

export interface RealNetwork {
  readonly model: CatalogModel;
  /** Side of its region, times the longer side of the box that it is around; 1 for one that takes no regions. */
  readonly regionScale: number;
  /** What it makes of the given, without pre-processing or decoding. */
  run(data: TensorData): Promise<readonly OutputTensor[]>;
  /** What it makes of regions of a picture: by default all of it, letterboxed. */
  see(shown: Picture, regions?: readonly Box[], regionFound?: boolean): Promise<Result>;
  dispose(): void;
}

/** @param weights of other networks, to have equal ones in common with. */
export async function loadRealNetwork(id: string, weights?: WeightStore): Promise<RealNetwork> {
  await startWasm();
  const model = catalogModel(id);
  const files = new Map(model.files.map(({ path }) => [path, readModelFile(model, path)]));
  const alive = { settle: () => Promise.resolve(), assertAlive: () => {} };
  const network = await loadTfjsModel(model, toArtifacts(model, files), alive, weights);
  const run: RealNetwork['run'] = async (data) => {
    network.upload([data]);
    return (await network.execute()).read();
  };
  return {
    model,
    regionScale: model.input.kind === 'image' ? model.input.regionScale : 1,
    run,
    async see(shown, regions = [letterbox(shown)], regionFound = true) {
      const task = TASKS[model.task];
      const source = sourceOf(shown, regions, model);
      const outputs = await run(task.preprocess(source, model));
      const [region] = regions;
      if (region === undefined) throw new Error('a network looks at one region at least');
      return task.decode(outputs, { region, regions, regionFound, model, source });
    },
    dispose: () => network.dispose(),
  };
}

/** The regions as the model's input: one above the other. */
function sourceOf(shown: Picture, regions: readonly Box[], { name, input }: CatalogModel): TaskSource {
  if (input.kind !== 'image') throw new Error(`${name} takes no pictures`);
  const [, height, width] = input.shape;
  const items = regions.map((region) => sample(shown, region, width, height));
  const pixels = new Uint8ClampedArray(items.reduce((sum, { length }) => sum + length, 0));
  for (const [item, part] of items.entries()) pixels.set(part, item * part.length);
  return { kind: 'pixels', pixels };
}

/** Contents of a file of a model of the catalog. */
export const modelFile = (id: string, path: string): Uint8Array<ArrayBuffer> =>
  readModelFile(catalogModel(id), path);

function readModelFile(model: CatalogModel, path: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(fileOf(model, path)));
  } catch (cause) {
    throw new Error(`${model.name}: ${path} is missing: run \`npm run models\` before the tests`, { cause });
  }
}

async function startWasm(): Promise<void> {
  if (tf.getBackend() === 'wasm') return;
  setWasmPaths(fileURLToPath(WASM));
  await tf.setBackend('wasm');
}
