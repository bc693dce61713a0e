/** How outputs are shown until somebody chooses otherwise, and why. It must not know inputs. */
import type { OutputView, SignatureTensor } from '../domain/custom-model';

const MAX_CLASSES = 20_000;

/** One row of 2 to 20 000 numbers is shown as classes, everything else as numbers. */
export function chooseView(outputs: readonly SignatureTensor[]): {
  view: OutputView;
  notes: readonly string[];
} {
  const [only] = outputs;
  const classes = outputs.length === 1 && only?.dtype === 'float32' ? classesOf(only.shape) : null;
  if (classes === null) return { view: { kind: 'numbers' }, notes: [] };
  return {
    view: { kind: 'classes', output: null, softmax: false },
    notes: [`The output is one row of ${classes} numbers: it is shown as classes.`],
  };
}

function classesOf(shape: SignatureTensor['shape']): number | null {
  if (shape?.length !== 2 || (shape[0] !== null && shape[0] !== 1)) return null;
  const [, classes] = shape;
  return typeof classes === 'number' && classes >= 2 && classes <= MAX_CLASSES ? classes : null;
}
