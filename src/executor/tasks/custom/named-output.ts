/** Finds the output that a view names and says what there is when it is not there. It knows no view. */
import type { CustomModel, OutputView } from '../../../domain/custom-model';
import { EngineError } from '../../../domain/errors';
import type { Box } from '../../../domain/result';
import type { OutputTensor } from '../../runtime';

/** What a view is shown with. */
export interface Showing<K extends OutputView['kind']> {
  readonly model: CustomModel;
  readonly view: OutputView & { readonly kind: K };
  /** Where the input lay in the frame, in fractions of it. */
  readonly region: Box;
}

/**
 * @param name null: the first.
 * @throws EngineError `output-invalid`.
 */
export function namedOutput(
  outputs: readonly OutputTensor[],
  name: string | null,
  model: CustomModel,
): OutputTensor {
  const output = name === null ? outputs[0] : outputs.find((one) => one.name === name);
  if (output !== undefined) return output;
  const found = outputs.map((one) => `${one.name} [${one.shape.join(', ')}]`).join(', ') || 'none';
  throw unshowable(model, `has no output ${name ?? 'at all'}; there is ${found}`);
}

/** @param what is wrong, after the model's name. */
export const unshowable = ({ name }: CustomModel, what: string): EngineError =>
  new EngineError('output-invalid', `${name} ${what}. Choose another output or view in its settings.`);
