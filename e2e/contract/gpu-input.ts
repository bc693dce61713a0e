/** The page on which pictures converted on the GPU are compared with the CPU's numbers: `globalThis.gpuInput`. */
import '../../src/hosting/guard-scripts';
import { catalogSchema } from '../../src/domain/model';
import type { GpuInputAnswers, GpuInputCall } from './gpu-input.worker';

const PICTURES = ['astronaut.png', 'chelsea.png', 'coffee.png', 'hand.png'] as const;

/** A fresh worker for each question. */
async function ask<Q extends keyof GpuInputAnswers>(
  question: Q,
  modelIds: readonly string[] | 'all',
): Promise<GpuInputAnswers[Q]> {
  const catalog = catalogSchema.parse(await (await fetch('/models/catalog.json')).json());
  const models = catalog.models.filter(
    ({ id, input }) => input.kind === 'image' && (modelIds === 'all' || modelIds.includes(id)),
  );
  const pictures = await Promise.all(
    PICTURES.map(async (file) => createImageBitmap(await (await fetch(`/scene/${file}`)).blob())),
  );
  const worker = new Worker(new URL('./gpu-input.worker.ts', import.meta.url), { type: 'module' });
  const call: GpuInputCall = {
    question,
    models,
    pictures,
    baseUrl: new URL('/models/', location.href).href,
  };
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<{ error?: string; answer: GpuInputAnswers[Q] }>) =>
        data.error === undefined ? resolve(data.answer) : reject(new Error(data.error));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(call, pictures);
    });
  } finally {
    worker.terminate();
  }
}

declare global {
  var gpuInput: { ask: typeof ask } | undefined;
}
globalThis.gpuInput = { ask };
