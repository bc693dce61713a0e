/** Whether choices that come from elsewhere, a link or the past, belong to a model. Pure. */
import type { CustomModel, CustomSettings, OutputView, SignatureTensor } from '../../domain/custom-model';

/** Whether a shape without free dimensions is one that the signature allows. */
const shapeFits = (shape: readonly number[], tensor: SignatureTensor): boolean =>
  tensor.shape === null ||
  (tensor.shape.length === shape.length &&
    tensor.shape.every((side, index) => side === null || side === shape[index]));

/** The outputs that a view names. */
function outputsOf(view: OutputView): readonly (string | null)[] {
  switch (view.kind) {
    case 'numbers':
      return [];
    case 'boxes':
      return [view.boxes, view.scores, view.classes];
    default:
      return [view.output];
  }
}

/** Whether every input is chosen for, in the signature's order, and every output that is named exists. */
export function settingsFit(
  { signature }: Pick<CustomModel, 'signature'>,
  settings: CustomSettings,
): boolean {
  const { inputs, view } = settings;
  const outputs = signature.outputs.map(({ name }) => name);
  return (
    inputs.length === signature.inputs.length &&
    signature.inputs.every((tensor, index) => {
      const chosen = inputs[index];
      return chosen !== undefined && chosen.name === tensor.name && shapeFits(chosen.shape, tensor);
    }) &&
    outputsOf(view).every((name) => name === null || outputs.includes(name))
  );
}
