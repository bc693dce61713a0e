/** What the lab pages have in common: models of the catalog, and one question to a fresh worker. */
import { type CatalogModel, catalogSchema } from '../../src/domain/model';

export const modelsUrl = (): string => new URL('/models/', location.href).href;

/** In the order of the ids. @throws Error that names the one that the catalog lacks. */
export async function modelsOf(ids: readonly string[]): Promise<readonly CatalogModel[]> {
  const catalog = catalogSchema.parse(await (await fetch('/models/catalog.json')).json());
  return ids.map((id) => {
    const model = catalog.models.find((one) => one.id === id);
    if (model === undefined) throw new Error(`the catalog has no ${id}`);
    return model;
  });
}

/** Its first message answers; then the worker ends. */
export async function askWorker<Answer>(worker: Worker, call: unknown): Promise<Answer> {
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage(call);
  try {
    return await answer;
  } finally {
    worker.terminate();
  }
}
