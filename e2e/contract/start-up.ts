/** The page on which start-up is looked at: `globalThis.startUp`. Real networks, the product's runtime, no messages of the app. */
import { type CatalogModel, catalogSchema } from '../../src/domain/model';
import { type Beside, type BesideOptions, loadBeside } from './load-beside';
import type { StartUpAnswer, StartUpCall } from './start-up.worker';

async function modelOf(id: string): Promise<CatalogModel> {
  const catalog = catalogSchema.parse(await (await fetch('/models/catalog.json')).json());
  const model = catalog.models.find((one) => one.id === id);
  if (model === undefined) throw new Error(`the catalog has no ${id}`);
  return model;
}

interface Asked {
  readonly loads: readonly { readonly modelId: string; readonly broken?: boolean }[];
  readonly prepared: boolean;
  readonly atOnce?: number;
}

/** On a fresh device. */
async function load({ loads, ...given }: Asked): Promise<StartUpAnswer> {
  const worker = new Worker(new URL('./start-up.worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<StartUpAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<StartUpAnswer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  const call: StartUpCall = {
    ...given,
    loads: await Promise.all(
      loads.map(async ({ modelId, ...rest }) => ({ ...rest, model: await modelOf(modelId) })),
    ),
    baseUrl: new URL('/models/', location.href).href,
  };
  worker.postMessage(call);
  try {
    return await answer;
  } finally {
    worker.terminate();
  }
}

declare global {
  var startUp:
    | {
        load: typeof load;
        beside(first: string, second: string, options: BesideOptions): Promise<Beside>;
      }
    | undefined;
}
globalThis.startUp = {
  load,
  beside: async (first, second, options) =>
    loadBeside([await modelOf(first), await modelOf(second)], options),
};
