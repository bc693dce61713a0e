/**
 * Models that were loaded before the worker stood between them and the network: once each is ready, its files are stored
 * too, so that the first visit suffices. One at a time, in idle moments, never while models start or something is measured.
 */
import { reportOf } from '../../domain/errors';
import { type CatalogModel, isCustom } from '../../domain/model';
import type { PlaygroundState } from '../store';
import type { OfflineModels } from './offline-models';

export interface KeepUsedPlace {
  readonly seen: () => Seen;
  readonly files: Pick<OfflineModels, 'keep'>;
  /** Calls back when the page has nothing better to do. */
  readonly whenIdle: (act: () => void) => void;
  readonly onKept: () => void;
  /** Told once: what is used now will not be there without a network. */
  readonly onFull: (message: string) => void;
}

type Seen = Pick<PlaygroundState, 'snapshot' | 'catalog' | 'experiment' | 'offline' | 'storageRefused'>;

const maySpend = ({ snapshot, experiment, offline, storageRefused }: Seen): boolean =>
  snapshot !== null &&
  snapshot.run.kind !== 'starting' &&
  snapshot.measuring === null &&
  experiment === null &&
  offline.worker.kind === 'ready' &&
  !storageRefused &&
  !snapshot.networkRefused;

export class KeepUsed {
  readonly #done = new Set<string>();
  #working = false;
  #full = false;

  constructor(private readonly place: KeepUsedPlace) {}

  /** To be told of every change. */
  look(): void {
    if (this.#working || this.#full || !maySpend(this.place.seen())) return;
    const model = this.#next();
    if (model === undefined) return;
    this.#working = true;
    this.place.whenIdle(() => void this.#keepNow(model));
  }

  #next(): CatalogModel | undefined {
    const { snapshot, catalog } = this.place.seen();
    const loaded = (snapshot?.tenants ?? []).filter(
      ({ status, config }) =>
        (status.kind === 'ready' || status.kind === 'running') && !this.#done.has(config.modelId),
    );
    const ids = loaded.map(({ config }) => config.modelId);
    return catalog?.models.filter((model) => !isCustom(model)).find(({ id }) => ids.includes(id));
  }

  async #keepNow(model: CatalogModel): Promise<void> {
    // Until the idle moment came, a measurement may have begun.
    if (maySpend(this.place.seen())) {
      this.#done.add(model.id);
      await this.#keep(model);
    }
    this.#working = false;
    this.look();
  }

  async #keep(model: CatalogModel): Promise<void> {
    try {
      await this.place.files.keep(model, { signal: new AbortController().signal });
      this.place.onKept();
    } catch (thrown) {
      // Whatever else went wrong, the next visit tries it again, and the list says that it is not kept.
      const { code, message } = reportOf(thrown, 'storage-blocked');
      if (code === 'storage-full') {
        this.#full = true;
        this.place.onFull(message);
      }
    }
  }
}
