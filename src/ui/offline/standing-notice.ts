/** A notice that stands as long as something holds, and is not shown again to somebody who closed it. */
import type { Notice, PlaygroundStore } from '../store';

export interface Offer {
  /** Closing one offer says nothing about another. */
  readonly about: string;
  readonly text: string;
  readonly action: Notice['action'];
}

export class StandingNotice {
  #shown: { readonly id: number; readonly offer: Offer } | null = null;
  #declined: string | null = null;
  /** Showing and dismissing change the store, whose listeners come back here. */
  #working = false;

  constructor(private readonly store: Pick<PlaygroundStore, 'getState'>) {}

  /** @param offer what holds now; null: nothing */
  show(offer: Offer | null): void {
    if (this.#working) return;
    this.#working = true;
    this.#noteDismissal();
    const stands = this.#shown?.offer ?? null;
    if (stands?.text !== offer?.text) this.#replace(offer);
    this.#working = false;
  }

  #noteDismissal(): void {
    const shown = this.#shown;
    if (shown === null || this.store.getState().notices.some(({ id }) => id === shown.id)) return;
    this.#declined = shown.offer.about;
    this.#shown = null;
  }

  #replace(offer: Offer | null): void {
    const { dismiss, notify } = this.store.getState();
    if (this.#shown !== null) dismiss(this.#shown.id);
    this.#shown = null;
    if (offer === null || offer.about === this.#declined) return;
    const { text, action } = offer;
    this.#shown = { id: notify({ severity: 'info', text, sticky: true, action }), offer };
  }
}
