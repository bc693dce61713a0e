/**
 * Recorded models of the product on frames: what they give for a picture that the GPU converts, against what they give for
 * the numbers that the CPU made of it.
 */
import type { CatalogModel } from '../../src/domain/model';
import type { Outputs } from '../../src/executor/cut-trial';
import { giveInput } from '../../src/executor/give-input';
import type { LoadedModel, RecordedModel, Runtime } from '../../src/executor/runtime';
import { createTfjsRuntime } from '../../src/executor/tfjs-runtime';
import { toArtifacts } from '../../src/sources/model-artifacts';
import { fetchVerifiedFiles } from '../../src/sources/verified-files';
import type { GpuInputCall } from './gpu-input.worker';
import { imageInput } from './gpu-input-device';
import { createSight } from './gpu-input-numbers';
import { sheetsOf } from './gpu-input-pictures';

export interface ResultsAnswer {
  readonly modelId: string;
  readonly frames: number;
  /** Frames whose numbers were never made on the CPU. */
  readonly taken: number;
  /** Largest difference of two outputs, and the largest output. */
  readonly worst: number;
  readonly largest: number;
  /** Largest difference of a frame's outputs when it was shown once more after other numbers. */
  readonly again: number;
}

export async function compareResults({
  models,
  pictures,
  baseUrl,
}: GpuInputCall): Promise<readonly ResultsAnswer[]> {
  const runtime = createTfjsRuntime();
  await runtime.start('webgpu', 1, () => {});
  const answers: ResultsAnswer[] = [];
  for (const model of models) answers.push(await compareModel(runtime, model, pictures, baseUrl));
  return answers;
}

async function compareModel(
  runtime: Runtime,
  model: CatalogModel,
  pictures: readonly ImageBitmap[],
  baseUrl: string,
): Promise<ResultsAnswer> {
  const files = await fetchVerifiedFiles(model, new URL(`${model.id}/`, baseUrl).href);
  const network = await runtime.load(model, toArtifacts(model, files));
  const [sheets, see] = [sheetsOf(imageInput(model), pictures), createSight(model)];
  const [blank] = sheets;
  if (blank === undefined) throw new Error('no sheet');
  const { data } = await see(blank());
  network.upload(data);
  await (await inOneOrder(network, () => network.execute())).read(); // weights, pipelines
  const recorded = await inOneOrder(network, () => network.record?.() ?? Promise.resolve(null));
  if (recorded === null) throw new Error(`${model.name} was not recorded`);
  await picturesTaken(recorded, see, blank);
  const sums = { taken: 0, worst: 0, largest: 0, again: 0 };
  for (const draw of sheets) {
    const shown = await see(draw());
    let read = false;
    const watched = {
      ...shown,
      get data() {
        read = true;
        return shown.data;
      },
    };
    const given = await outputsOf(recorded, () => giveInput(recorded, watched));
    if (!read) sums.taken += 1;
    const wanted = await outputsOf(recorded, () => recorded.upload(shown.data));
    const again = await outputsOf(recorded, () => giveInput(recorded, watched));
    sums.worst = Math.max(sums.worst, apart(given, wanted));
    sums.again = Math.max(sums.again, apart(given, again));
    sums.largest = Math.max(sums.largest, ...wanted.flatMap((output) => [...output.data].map(Math.abs)));
  }
  recorded.dispose();
  network.dispose();
  return { modelId: model.id, frames: sheets.length, ...sums };
}

/** Kernels are chosen while the call is made. */
function inOneOrder<T>(network: LoadedModel, run: () => Promise<T>): Promise<T> {
  network.fixSumOrder?.(true);
  try {
    return run();
  } finally {
    network.fixSumOrder?.(false);
  }
}

/** The pipeline compiles beside the recording. */
async function picturesTaken(
  recorded: RecordedModel,
  see: ReturnType<typeof createSight>,
  draw: () => ImageBitmap,
): Promise<void> {
  const { picture } = await see(draw());
  if (picture === undefined) throw new Error('no picture');
  while (!recorded.uploadPicture?.(picture)) await new Promise((resolve) => setTimeout(resolve));
}

async function outputsOf(network: LoadedModel, give: () => void): Promise<Outputs> {
  give();
  return (await network.execute()).read();
}

function apart(some: Outputs, others: Outputs): number {
  let worst = 0;
  for (const [index, { data }] of some.entries())
    for (const [at, value] of data.entries())
      worst = Math.max(worst, Math.abs(value - (others[index]?.data[at] ?? Number.NaN)));
  return worst;
}
