/**
 * When a reload is offered, and what it does: a newer version, or isolation on a host that sends no headers. Never in mid-run
 * for a version; by itself only where `isolation-step.ts` says that nobody notices. It renders nothing.
 */
import type { PlaygroundState, PlaygroundStore } from '../store';
import { type IsolationFacts, isolationState, reloadsByItself } from './isolation-step';
import { isBusy, isolationWords, newerWords } from './offer-words';
import { StandingNotice } from './standing-notice';

export interface OffersPlace {
  readonly worker: { readonly controlledAtLoad: boolean; takeOver(): Promise<void> };
  readonly isolated: boolean;
  readonly framed: boolean;
  /** Whether somebody has done anything in this page. */
  readonly touched: () => boolean;
  /** Remembers for this tab alone that it has reloaded by itself; null where that cannot be. */
  readonly memory: { reloaded(): boolean; note(): void } | null;
  readonly hash: () => string;
  readonly reload: () => void;
}

export class Offers {
  readonly #newer: StandingNotice;
  readonly #isolation: StandingNotice;
  #reloading = false;

  constructor(
    private readonly store: Pick<PlaygroundStore, 'getState'>,
    private readonly place: OffersPlace,
  ) {
    this.#newer = new StandingNotice(store);
    this.#isolation = new StandingNotice(store);
  }

  /** To be told of every change. */
  look(): void {
    if (this.#reloading) return;
    const seen = this.store.getState();
    this.#offerVersion(seen);
    if (seen.offline.isolation !== 'on') this.#offerIsolation(seen);
  }

  /** Puts the newer version in force, and loads the page again; what keeps it from that is told. */
  readonly takeNewer = async (): Promise<void> => {
    try {
      await this.place.worker.takeOver();
      this.#reload();
    } catch (thrown) {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      this.store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
    }
  };

  readonly reloadForIsolation = (): void => this.#reload();

  #offerVersion(seen: PlaygroundState): void {
    const { newer } = seen.offline;
    if (newer === null || isBusy(seen)) {
      this.#newer.show(null);
      return;
    }
    const label = newer === 'waiting' ? 'Reload now' : 'Reload';
    this.#newer.show({
      about: newer,
      text: newerWords(newer, seen, this.place.hash()),
      action: { label, run: () => void this.takeNewer() },
    });
  }

  #offerIsolation(seen: PlaygroundState): void {
    const facts = this.#facts(seen);
    const isolation = isolationState(facts);
    if (seen.offline.isolation !== isolation) {
      this.store.getState().set({ offline: { ...seen.offline, isolation } });
      return; // that change comes here again
    }
    if (reloadsByItself(facts)) {
      this.place.memory?.note();
      this.#reload();
      return;
    }
    if (isolation !== 'by-reload') {
      this.#isolation.show(null);
      return;
    }
    const text = isolationWords(seen, this.place.hash());
    const action = { label: 'Reload', run: this.reloadForIsolation };
    this.#isolation.show({ about: 'isolation', text, action });
  }

  #facts(seen: PlaygroundState): IsolationFacts {
    const { isolated, framed, worker, memory, touched } = this.place;
    return {
      isolated,
      framed,
      workerReady: seen.offline.worker.kind === 'ready',
      controlledAtLoad: worker.controlledAtLoad,
      reloadedBefore: memory?.reloaded() ?? null,
      touched: touched(),
      busy: isBusy(seen) || seen.taken.length > 0,
    };
  }

  #reload(): void {
    this.#reloading = true;
    this.place.reload();
  }
}
