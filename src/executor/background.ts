/** Work that is done a step at a time while no request waits: one piece of work after the other, in order. */

/** Yields between steps. Freed by `return` when it is given up. */
export type BackgroundWork = AsyncGenerator<void, void>;

/** Work that has been taken on. */
export interface WorkInHand {
  /** Gives it up after the step in hand; resolves when it holds nothing any more. */
  stop(): Promise<void>;
}

interface Item {
  readonly work: BackgroundWork;
  step: Promise<unknown>;
}

export class Background {
  readonly #items: Item[] = [];

  get hasWork(): boolean {
    return this.#items.length > 0;
  }

  add(work: BackgroundWork): WorkInHand {
    const item: Item = { work, step: Promise.resolve() };
    this.#items.push(item);
    return {
      stop: async () => {
        if (!this.#items.includes(item)) return;
        this.#remove(item);
        await item.step;
        await work.return();
      },
    };
  }

  /** The next step of the first; never rejects: work tells of its failures itself. */
  async step(): Promise<void> {
    const item = this.#items[0];
    if (item === undefined) return;
    const step = item.work.next().then(
      ({ done }) => done === true,
      () => true,
    );
    item.step = step;
    if (await step) this.#remove(item);
  }

  #remove(item: Item): void {
    const index = this.#items.indexOf(item);
    if (index >= 0) this.#items.splice(index, 1);
  }
}
