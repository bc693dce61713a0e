/** The page on which start-up is looked at: `globalThis.startUp`. Real networks, the product's runtime, no messages of the app. */
import '../../src/hosting/guard-scripts';
import type { CatalogModel } from '../../src/domain/model';
import { askWorker, modelsOf, modelsUrl } from './ask-worker';
import { type Beside, type BesideOptions, loadBeside } from './load-beside';
import type { StartUpAnswer, StartUpCall } from './start-up.worker';

interface Asked {
  readonly loads: readonly { readonly modelId: string; readonly broken?: boolean }[];
  readonly prepared: boolean;
  readonly atOnce?: number;
}

/** On a fresh device. */
async function load({ loads, ...given }: Asked): Promise<StartUpAnswer> {
  const models = await modelsOf(loads.map(({ modelId }) => modelId));
  const call: StartUpCall = {
    ...given,
    loads: loads.map(({ modelId: _id, ...rest }, index) => ({
      ...rest,
      model: models[index] as CatalogModel,
    })), // one each
    baseUrl: modelsUrl(),
  };
  return askWorker(new Worker(new URL('./start-up.worker.ts', import.meta.url), { type: 'module' }), call);
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
    loadBeside((await modelsOf([first, second])) as [CatalogModel, CatalogModel], options), // two for two
};
