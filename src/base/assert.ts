/** Assertions for what the types cannot say: a failure here is a bug, so it throws. */

/** Throws when `condition` is false; `message` says which invariant broke. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}

/** Returns `value`, or throws when it is null or undefined; `what` names the missing thing. */
export function defined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`invariant broken: no ${what}`);
  return value;
}
