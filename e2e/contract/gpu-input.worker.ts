/** Answers questions about pictures that become numbers on the GPU; see each module. */
import type { CatalogModel } from '../../src/domain/model';
import { type CostAnswer, compareCost } from './gpu-input-cost';
import { type CropAnswer, compareCrops } from './gpu-input-crops';
import { compareNumbers, type NumbersAnswer } from './gpu-input-numbers';
import { compareResults, type ResultsAnswer } from './gpu-input-results';

export interface GpuInputCall {
  readonly question: keyof GpuInputAnswers;
  /** All take pictures. */
  readonly models: readonly CatalogModel[];
  readonly pictures: readonly ImageBitmap[];
  readonly baseUrl: string;
}
export interface GpuInputAnswers {
  readonly numbers: readonly NumbersAnswer[];
  readonly crops: readonly CropAnswer[];
  readonly cost: readonly CostAnswer[];
  readonly results: readonly ResultsAnswer[];
}

const ANSWERS = {
  numbers: compareNumbers,
  crops: compareCrops,
  cost: compareCost,
  results: compareResults,
} as const;

self.addEventListener('message', async ({ data }: MessageEvent<GpuInputCall>) => {
  try {
    self.postMessage({ answer: await ANSWERS[data.question](data) });
  } catch (thrown) {
    self.postMessage({ error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
});
