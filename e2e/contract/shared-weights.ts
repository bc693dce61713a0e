/** The page on which a model is loaded twice on one real backend: `globalThis.sharedWeights`. */
import '../../src/hosting/guard-scripts';
import type { Backend } from '../../src/domain/backend';
import type { CatalogModel } from '../../src/domain/model';
import { askWorker, modelsOf, modelsUrl } from './ask-worker';
import type { SharedWeightsAnswer, SharedWeightsCall } from './shared-weights.worker';

async function loadTwice(backend: Backend, modelId: string): Promise<SharedWeightsAnswer> {
  const [model] = await modelsOf([modelId]);
  const call: SharedWeightsCall = { backend, model: model as CatalogModel, baseUrl: modelsUrl() }; // one for one
  return askWorker(
    new Worker(new URL('./shared-weights.worker.ts', import.meta.url), { type: 'module' }),
    call,
  );
}

declare global {
  var sharedWeights: ((backend: Backend, modelId: string) => Promise<SharedWeightsAnswer>) | undefined;
}
globalThis.sharedWeights = loadTwice;
