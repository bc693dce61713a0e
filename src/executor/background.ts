/**
 * Work that is done a step at a time while no request waits: one piece of work after the other, in order, but for what
 * somebody waits for.
 */

/** `blocked`: it cannot go on before requests have. */
export type Pause = 'blocked' | undefined;

/** Yields between steps. Freed by `return` when it is given up. */
export type BackgroundWork = AsyncGenerator<Pause, void>;

/** Work that has been taken on. */
export interface WorkInHand {
  /** Gives it up after the step in hand; resolves when it holds nothing any more. */
  stop(): Promise<void>;
}

interface Item {
  readonly work: BackgroundWork;
  readonly isAwaited: boolean;
  step: Promise<unknown>;
}

export class Background {
  readonly #items: Item[] = [];

  get hasWork(): boolean {
    return this.#items.length > 0;
  }

  /** Whether somebody waits for what is next. */
  get isAwaited(): boolean {
    return this.#items[0]?.isAwaited ?? false;
  }

  /** @param ahead of all others: somebody waits for it. */
  add(work: BackgroundWork, ahead = false): WorkInHand {
    const item: Item = { work, isAwaited: ahead, step: Promise.resolve() };
    if (ahead) this.#items.unshift(item);
    else this.#items.push(item);
    return {
      stop: async () => {
        if (!this.#items.includes(item)) return;
        this.#remove(item);
        await item.step;
        await work.return();
      },
    };
  }

  /**
   * The next step of the first; never rejects: work tells of its failures itself.
   * @returns false when it cannot go on before requests have.
   */
  async step(): Promise<boolean> {
    const item = this.#items[0];
    if (item === undefined) return false;
    const step = item.work.next().catch(() => ({ done: true, value: undefined }));
    item.step = step;
    const { done, value } = await step;
    if (done === true) this.#remove(item);
    return done === true || value !== 'blocked';
  }

  #remove(item: Item): void {
    const index = this.#items.indexOf(item);
    if (index >= 0) this.#items.splice(index, 1);
  }
}
