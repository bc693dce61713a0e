/** One output as classes: a number each, the largest first. */
import type { Result } from '../../../domain/result';
import type { OutputTensor, TensorData } from '../../runtime';
import { largest } from './largest';
import { namedOutput, type Showing, unshowable } from './named-output';

const TOP = 5;

/**
 * Without softmax, numbers beyond 0..1 are held to it: they are shown as scores.
 * @throws EngineError `output-invalid`.
 */
export function showClasses(
  outputs: readonly OutputTensor[],
  { model, view, region }: Showing<'classes'>,
): Result {
  const { data, name, shape } = namedOutput(outputs, view.output, model);
  if (data.length === 0) throw unshowable(model, `returned no classes in ${name} [${shape.join(', ')}]`);
  const scoreOf = view.softmax ? softmaxOf(data) : (value: number) => Math.min(1, Math.max(0, value));
  const classes = largest(data, TOP).map(({ index, value }) => ({
    label: model.labels?.[index] ?? `class ${index}`,
    score: scoreOf(value),
  }));
  return { kind: 'classes', region, classes };
}

/** The share of a logit among all; the largest is taken off first, so that no exponential overflows. */
function softmaxOf(data: TensorData): (value: number) => number {
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < data.length; index++) high = Math.max(high, data[index] as number); // index < length
  let sum = 0;
  for (let index = 0; index < data.length; index++) sum += Math.exp((data[index] as number) - high); // the same
  return (value) => Math.exp(value - high) / sum;
}
