/**
 * A triggered tenant's input: the part of a picture that another model found, as this one's numbers. Its result lies where
 * the part lay. It knows neither who found it nor what becomes of the result.
 */
import { assert } from '../base/assert';
import { isCustom, type Model } from '../domain/model';
import type { Handoff } from '../protocol/executor-contract';
import { discardHandoff } from '../protocol/handoff';
import type { InputMaker, PreparedInput } from './input-maker';
import type { TensorData } from './runtime';
import { SharedPicture } from './shared-picture';
import { TASKS } from './tasks/tasks';

/**
 * @param random the tenant's own random tensors, for what comes without pixels.
 * @returns prepares a handoff. The picture in `taken` has one holder: the request; when preparing fails it is closed.
 */
export function createHandedInput(
  model: Model,
  random: () => InputMaker,
): (handoff: Handoff) => Promise<PreparedInput> {
  let array: TensorData | undefined;
  let tensors: InputMaker | null = null;
  return async (handoff) => {
    const { frameNumber, capturedAt, pixels, regions, regionFound, picture } = handoff;
    try {
      if (pixels === null) {
        tensors ??= random();
        discardHandoff(handoff);
        return await tensors.next();
      }
      assert(!isCustom(model), `a part of a picture was handed to ${model.name}, which nobody can feed`);
      const source = { kind: 'pixels', pixels } as const;
      array = TASKS[model.task].preprocess(source, model, array);
      const shared = picture === null ? null : new SharedPicture(picture);
      const taken = { frameNumber, capturedAt, regions, regionFound, source, bitmap: null, picture: shared };
      return { data: [array], taken };
    } catch (thrown) {
      discardHandoff(handoff);
      throw thrown;
    }
  };
}
