/**
 * Operations that TensorFlow.js 4.22 computes asynchronously, since what they give depends on values: its categories
 * `control`, `dynamic` and `hash_table`. A graph with one of them on the way to its outputs runs with `executeAsync`.
 */

const DYNAMIC = new Set([
  ...['Switch', 'Merge', 'Enter', 'Exit', 'NextIteration', 'LoopCond'],
  ...['If', 'StatelessIf', 'While', 'StatelessWhile'],
  ...['NonMaxSuppressionV2', 'NonMaxSuppressionV3', 'NonMaxSuppressionV4', 'NonMaxSuppressionV5'],
  ...['Where', 'ListDiff', 'EmptyTensorList'],
]);
const DYNAMIC_FAMILIES = /^(TensorArray|TensorList|HashTable|LookupTable)/;

export const isDynamic = (op: string): boolean => DYNAMIC.has(op) || DYNAMIC_FAMILIES.test(op);
