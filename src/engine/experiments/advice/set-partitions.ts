/** All ways to put things into groups, whatever the groups are called: restricted growth strings, in lexicographic order. */

/** @param most groups. Each way gives the group of each thing: 0, then at most one more than the greatest before it. */
export function* setPartitions(count: number, most: number): Generator<readonly number[]> {
  yield* grow([], 0, count, most);
}

function* grow(
  so: readonly number[],
  groups: number,
  count: number,
  most: number,
): Generator<readonly number[]> {
  if (so.length === count) {
    yield so;
    return;
  }
  for (let group = 0; group < Math.min(groups + 1, most); group += 1)
    yield* grow([...so, group], Math.max(groups, group + 1), count, most);
}

/** Every choice of one option for each of the lists, in order. */
export function* choicesOf<T>(options: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = options;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const option of first) for (const others of choicesOf(rest)) yield [option, ...others];
}
