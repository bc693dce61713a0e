/**
 * The intake's side of the contract: files, an address or this browser's storage become checked models. It puts the
 * readers together, gives up what is cancelled, and refuses on purpose when it is told to; it runs nothing.
 */
import type { Clock } from '../base/clock';
import type { CustomSource } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import type { GivenFile, IntakeContract, IntakeEvents, TakenModel } from '../protocol/intake-contract';
import { type Endpoint, serve } from '../protocol/rpc';
import { readCustomModels } from '../sources/custom-models';
import { fetchAllowed } from './fetch-allowed';
import { fetchModel } from './fetch-model';
import { forgetModel, keepModel, listKept, type Storage, takeFromBrowser } from './kept-models';
import { readAddress } from './model-address';
import { openArchives } from './open-archives';
import { pacedProgress } from './paced-progress';
import { readLabels } from './read-labels';

/** What of the browser the intake touches. */
export interface IntakeSurroundings {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Of the page, as `location.origin` writes it. */
  readonly ownOrigin: string;
  readonly shelf: Storage['shelf'];
  readonly estimate: Storage['estimate'];
}

export function serveIntake(endpoint: Endpoint, surroundings: IntakeSurroundings): void {
  const { clock, ownOrigin } = surroundings;
  const underWay = new Set<AbortController>();
  let refusals = { network: false, storage: false };
  const storage = { ...surroundings, isRefused: () => refusals.storage };

  const emit = serve<IntakeContract, IntakeEvents>(endpoint, {
    fromFiles: ({ files }) => run((signal) => take(files, { kind: 'files' }, signal)),
    fromUrl: ({ url, allowed }) =>
      run(async (signal) => {
        const address = readAddress(url, ownOrigin);
        const fetch = fetchAllowed(surroundings.fetch, [ownOrigin, ...allowed]);
        const network = { fetch, clock, isRefused: () => refusals.network };
        const files = await fetchModel(address, { network, signal, onProgress: pacedProgress(clock, tell) });
        return firstOf(await take(files, { kind: 'url', url: address.url.href }, signal));
      }),
    fromBrowser: ({ key }) =>
      run(async (signal) => {
        const { files, labels } = await takeFromBrowser(storage, key);
        const taken = firstOf(await take(files, { kind: 'browser', key }, signal));
        return { ...taken, model: { ...taken.model, labels } };
      }),
    kept: () => listKept(storage),
    keep: ({ taken, key }) => keepModel(storage, taken, key),
    forget: ({ key }) => forgetModel(storage, key),
    labels: ({ file, expected }) => readLabels(file, expected),
    cancel() {
      for (const one of underWay)
        one.abort(new EngineError('cancelled', 'Bringing the model was cancelled.'));
    },
    refuse({ network, storage }) {
      refusals = { network, storage };
    },
  });

  const tell = (progress: IntakeEvents['progress']) => emit('progress', progress);

  async function run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const giveUp = new AbortController();
    underWay.add(giveUp);
    try {
      const result = await work(giveUp.signal);
      giveUp.signal.throwIfAborted();
      return result;
    } finally {
      underWay.delete(giveUp);
    }
  }

  async function take(given: readonly GivenFile[], source: CustomSource, signal: AbortSignal) {
    const onProgress = pacedProgress(clock, tell);
    const files = await openArchives(given, { signal, onProgress });
    signal.throwIfAborted();
    return readCustomModels(files, source, {
      signal,
      onProgress: (what, loadedBytes, totalBytes) =>
        onProgress({ phase: 'check', what, loadedBytes, totalBytes }),
    });
  }
}

/** An address names one model; an archive behind it may hold more. */
function firstOf([first, ...others]: readonly TakenModel[]): TakenModel {
  if (first === undefined) throw new Error('invariant broken: models were read, and there is none');
  if (others.length === 0) return first;
  const names = others.map(({ model }) => model.name).join(', ');
  const note = `The archive holds ${others.length + 1} models, this is the first; the others (${names}) come when the archive is dropped here.`;
  return { ...first, model: { ...first.model, notes: [...first.model.notes, note] } };
}
