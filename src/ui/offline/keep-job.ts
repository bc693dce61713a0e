/**
 * Keeping models for offline because somebody asked for it: one after the other, with progress, and an end at any time. It
 * goes on while the dialog is closed. At most one at a time.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../domain/errors';
import type { CatalogModel } from '../../domain/model';
import { injected } from './keep-failures';
import type { OfflineModels } from './offline-models';

interface KeepProgress {
  /** The model that is being stored. */
  readonly name: string;
  /** Of all that were asked for. */
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface KeepState {
  readonly progress: KeepProgress | null;
  /** Why the last one ended early, with what to try; null when it did not. */
  readonly problem: string | null;
  /** What the last one did, in a sentence. */
  readonly told: string | null;
  /** Counts what changed in the storage: whoever lists it lists it anew. */
  readonly changes: number;
}

/** What is refused on purpose, now. */
export type RefusedNow = () => { readonly storage: boolean; readonly network: boolean };

const sizeOf = ({ files }: CatalogModel): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

export class KeepJob {
  readonly state: StoreApi<KeepState> = createStore<KeepState>()(() => ({
    progress: null,
    problem: null,
    told: null,
    changes: 0,
  }));
  #stop: AbortController | null = null;

  constructor(
    private readonly files: Pick<OfflineModels, 'keep' | 'forget'>,
    private readonly refused: RefusedNow,
  ) {}

  /** Never rejects: what went wrong is in the state. */
  async keep(models: readonly CatalogModel[]): Promise<void> {
    if (this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#set({ problem: null, told: null });
    let kept = 0;
    try {
      kept = await this.#keepEach(models, stop.signal);
      this.#set({ told: kept === 1 ? `${models[0]?.name} is kept.` : `${kept} models are kept.` });
    } catch (thrown) {
      if (stop.signal.aborted) this.#set({ told: 'Stopped. What was stored until then stays.' });
      else this.#set({ problem: reportOf(thrown, 'storage-blocked').message });
    }
    this.#stop = null;
    this.#set({ progress: null });
    this.#changed();
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Never rejects: what went wrong is in the state. */
  async forget(model: CatalogModel): Promise<void> {
    this.#set({ problem: null, told: null });
    try {
      await this.files.forget(model);
      this.#set({ told: `${model.name} is forgotten. It is fetched again when it is used.` });
    } catch (thrown) {
      this.#set({ problem: reportOf(thrown, 'storage-blocked').message });
    }
    this.#changed();
  }

  /** Somebody else stored or took something. */
  noteChange(): void {
    this.#changed();
  }

  async #keepEach(models: readonly CatalogModel[], signal: AbortSignal): Promise<number> {
    const totalBytes = models.reduce((sum, model) => sum + sizeOf(model), 0);
    let doneBytes = 0;
    for (const model of models) {
      const { storage, network } = this.refused();
      if (storage || network) throw injected(storage ? 'storage' : 'network');
      this.#set({ progress: { name: model.name, doneBytes, totalBytes } });
      const onBytes = (bytes: number) => {
        doneBytes += bytes;
        this.#set({ progress: { name: model.name, doneBytes, totalBytes } });
      };
      await this.files.keep(model, { signal, onBytes });
      this.#changed();
    }
    return models.length;
  }

  #set(change: Partial<KeepState>): void {
    this.state.setState(change);
  }

  #changed(): void {
    this.#set({ changes: this.state.getState().changes + 1 });
  }
}
