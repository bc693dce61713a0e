/**
 * How many submits may be under way on a device at once. One: the GPU idles from the end of each to the start of the next,
 * and whoever comes waits for one at most. More: the other way round. It knows nothing of what is submitted.
 */
export class SubmitWindow {
  #underWay = 0;
  #waiting: (() => void)[] = [];

  /** @param depth at least 1. */
  constructor(public depth = 1) {}

  /**
   * @param done resolves when what was submitted has been computed; a failure counts as its end.
   * @returns resolves once another submit may follow.
   */
  async admit(done: Promise<unknown>): Promise<void> {
    this.#underWay += 1;
    const end = () => {
      this.#underWay -= 1;
      for (const go of this.#waiting.splice(0)) go();
    };
    done.then(end, end);
    while (this.#underWay >= this.depth) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
