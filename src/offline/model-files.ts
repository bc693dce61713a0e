/**
 * How the files of models are answered: from the cache when they were used before, else from the network, kept on the way.
 * It must not know what is in them: whoever reads them verifies them, and asks with `cache: 'reload'` when they are wrong.
 */
import { CacheFirst, NetworkFirst, type SerwistPlugin, Strategy, type StrategyHandler } from 'serwist';
import { modelCacheName } from './cache-names';
import { ownAnswer } from './own-answer';

/** Many hosts answer every unknown address with a page, and call that a success. */
export const isWholeFile = ({ status, headers }: Pick<Response, 'status' | 'headers'>): boolean =>
  status === 200 && headers.get('content-type')?.startsWith('text/html') !== true;

/** Keeps only files that are there, with the headers that they will be answered with. */
const WHOLE_FILES: SerwistPlugin = {
  fetchDidSucceed: async ({ request, response }) => ownAnswer(response, new URL(request.url)),
  cacheWillUpdate: async ({ response }) => (isWholeFile(response) ? response : null),
};

/** Asks the network whatever is kept, and keeps the answer in its place. */
class Renewal extends Strategy {
  protected override _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    return handler.fetchAndCachePut(request);
  }
}

/** @param scope absolute URL of the app's folder, ending in a slash */
export function modelStrategies(scope: string) {
  const options = {
    cacheName: modelCacheName(scope),
    plugins: [WHOLE_FILES],
    // One file lies under one address, whatever a host says it depends on.
    matchOptions: { ignoreVary: true },
  };
  return {
    kept: new CacheFirst(options),
    renewed: new Renewal(options),
    /** For what changes without a new build. */
    newest: new NetworkFirst(options),
  };
}
