/**
 * What runs inside the sandbox before the user's source: it takes away what would make choices differ from run to run, and
 * builds the ready requests from numbers. Text, because it is compiled by QuickJS; line numbers of the user's source are its own.
 */

/** Numbers that describe one ready request, in the order in which `decide` reads them. */
export const CELLS_EACH = 10;

/**
 * Evaluates to `{ adopt, name, decide, describe }`. `name(text)` tells the next tenant's id, by whose number cells refer to it;
 * not-a-number stands for null. Natives over lengths that somebody made up run without steps, so that array methods take
 * arrays of at most 100 000 here.
 */
export const PRELUDE = `(() => {
  'use strict';
  const { Float64Array: Cells, Error: Failure, String: Text } = globalThis;
  const { isArray } = Array, { apply } = Reflect;
  const refuse = (message) => { throw new Failure(message); };
  for (const name of Object.getOwnPropertyNames(Array.prototype)) {
    const native = Array.prototype[name];
    if (typeof native !== 'function' || name === 'constructor') continue;
    Array.prototype[name] = function (...given) {
      if (!isArray(this) || this.length > 100000)
        refuse('array methods work on arrays of at most 100000 entries here');
      return apply(native, this, given);
    };
  }
  const absent = (holder, name, why) =>
    Object.defineProperty(holder, name, { get: () => refuse(name + ' is not there: ' + why), configurable: false });
  absent(Math, 'random', 'equal requests must give equal choices');
  absent(globalThis, 'Date', 'the instant is the second argument');
  absent(globalThis, 'performance', 'the instant is the second argument');
  for (const name of ['eval', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Iterator']) delete globalThis[name];
  const names = [];
  let named = 0;
  let choose;
  const orNull = (cell) => (cell === cell ? cell : null);
  return {
    adopt: (value) => { choose = value; return typeof choose === 'function'; },
    name: (text) => { names[named] = text; named += 1; },
    decide(buffer, count, now) {
      const cells = new Cells(buffer);
      const ready = [];
      for (let i = 0, at = 0; i < count; i += 1, at += ${CELLS_EACH}) {
        ready[i] = {
          requestId: cells[at], tenantId: names[cells[at + 1]], arrivedAt: cells[at + 2],
          deadlineAt: orNull(cells[at + 3]), priority: cells[at + 4], weight: cells[at + 5],
          estimatedMs: cells[at + 6], remainingMs: cells[at + 7], nextMs: cells[at + 8],
          servedAt: orNull(cells[at + 9]),
        };
      }
      return choose(ready, now);
    },
    describe(error) {
      if (typeof error !== 'object' || error === null) return 'it threw ' + Text(error) + '\\n';
      return Text(error.name) + ': ' + Text(error.message) + '\\n' + Text(error.stack);
    },
  };
})()`;
