/** Any output in a few numbers: how far they reach, their mean, the largest and where they stand. */
import type { OutputNumbers } from '../../../domain/result';
import type { OutputTensor } from '../../runtime';
import { largest } from './largest';

const TOP = 5;

/** @param labels name the places of the last dimension when they are as many. An empty output is 0 throughout. */
export function numbersOf(
  { name = '', shape, data }: OutputTensor,
  labels: readonly string[] | null,
): OutputNumbers {
  const { low, high, mean } = reach(data);
  const last = shape.at(-1) ?? 1;
  const labelOf = (index: number) => (labels?.length === last ? (labels[index % last] ?? null) : null);
  const top = largest(data, TOP).map(({ index, value }) => ({ index, value, label: labelOf(index) }));
  return { name, shape: [...shape], low, high, mean, top };
}

function reach(data: OutputTensor['data']) {
  if (data.length === 0) return { low: 0, high: 0, mean: 0 };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let index = 0; index < data.length; index++) {
    const value = data[index] as number; // index < length
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  return { low, high, mean: sum / data.length };
}
