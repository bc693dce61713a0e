/** Which code shows the outputs of a model that somebody brought: one file a view. It knows no model by name. */
import type { CustomModel } from '../../../domain/custom-model';
import type { Box, Result } from '../../../domain/result';
import type { OutputTensor } from '../../runtime';
import { assertFinite } from '../outputs';
import { showBoxes } from './boxes';
import { showClasses } from './classes';
import { showHeatMap } from './heat-map';
import { showImage } from './image';
import { numbersOf } from './numbers';

/**
 * @param region where the model's first picture lay in the frame, in fractions of it.
 * @throws EngineError `output-invalid` when a number is not finite, or an output is not what the view wants.
 */
export function showCustom(outputs: readonly OutputTensor[], model: CustomModel, region: Box): Result {
  assertFinite(outputs, model);
  const { view } = model;
  switch (view.kind) {
    case 'numbers':
      return { kind: 'numbers', outputs: outputs.map((output) => numbersOf(output, model.labels)) };
    case 'classes':
      return showClasses(outputs, { model, view, region });
    case 'image':
      return showImage(outputs, { model, view, region });
    case 'heat-map':
      return showHeatMap(outputs, { model, view, region });
    case 'boxes':
      return showBoxes(outputs, { model, view, region });
  }
}
