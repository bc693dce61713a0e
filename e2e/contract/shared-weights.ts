/** The page on which a model is loaded twice on one real backend: `globalThis.sharedWeights`. */
import type { Backend } from '../../src/domain/backend';
import { catalogSchema } from '../../src/domain/model';
import type { SharedWeightsAnswer, SharedWeightsCall } from './shared-weights.worker';

async function loadTwice(backend: Backend, modelId: string): Promise<SharedWeightsAnswer> {
  const catalog = catalogSchema.parse(await (await fetch('/models/catalog.json')).json());
  const model = catalog.models.find(({ id }) => id === modelId);
  if (model === undefined) throw new Error(`the catalog has no ${modelId}`);
  const worker = new Worker(new URL('./shared-weights.worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<SharedWeightsAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SharedWeightsAnswer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  const call: SharedWeightsCall = { backend, model, baseUrl: new URL('/models/', location.href).href };
  worker.postMessage(call);
  return answer.finally(() => worker.terminate());
}

declare global {
  var sharedWeights: ((backend: Backend, modelId: string) => Promise<SharedWeightsAnswer>) | undefined;
}
globalThis.sharedWeights = loadTwice;
