/** Several things are read, and some cannot be: their failures are kept while the others go on. */
import { EngineError } from '../domain/errors';

export class Troubles {
  readonly all: EngineError[];

  constructor(known: readonly EngineError[]) {
    this.all = [...known];
  }

  collect<Value>(read: () => Value): Value | null {
    try {
      return read();
    } catch (thrown) {
      return this.#keep(thrown);
    }
  }

  async collectLater<Value>(read: () => Promise<Value>): Promise<Value | null> {
    try {
      return await read();
    } catch (thrown) {
      return this.#keep(thrown);
    }
  }

  #keep(thrown: unknown): null {
    if (!(thrown instanceof EngineError) || thrown.code === 'cancelled') throw thrown;
    this.all.push(thrown);
    return null;
  }
}
