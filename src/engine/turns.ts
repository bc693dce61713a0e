/** Lets one thing happen after the other, in the order in which they were asked for; a failure holds nobody up. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {}); // its error goes to who took the turn
    return turn;
  }
}
