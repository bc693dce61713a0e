/**
 * Makes a tenant's input, request by request: from the newest that its source shows or sounds, or from seeded random
 * numbers. Crops have been made on the way; here pixels and samples become numbers. It knows no task.
 */
import { type AudioInput, type CatalogModel, type ImageInput, isCustom, type Model } from '../domain/model';
import type { TenantInput } from '../domain/scenario';
import { createFeeds, liveInputsOfFeeds } from './custom-input';
import type { Frame, FrameInbox } from './frame-inbox';
import { createFrameReader } from './frame-reader';
import type { FrameSource, InputMaker, PreparedInput } from './input-maker';
import { createRandomTensors } from './random-tensors';
import type { TensorData } from './runtime';
import type { Task } from './tasks/task';
import { TASKS } from './tasks/tasks';

/**
 * Asks for the frames of a source, or for none any more, and makes the input of them.
 * @throws EngineError `model-shape-invalid` when a custom input's shape does not fit what it is fed.
 */
export function openInput(
  tenantId: string,
  model: Model,
  { input, seed }: { readonly input: TenantInput; readonly seed: number },
  inbox: FrameInbox,
): InputMaker {
  const wanted = input === 'random' ? [] : liveInputsOf(model);
  const frames: FrameSource = { newest: (slot) => inbox.newest(tenantId, slot) };
  const maker =
    input === 'random'
      ? createRandomInput(model, seed)
      : isCustom(model)
        ? createFeeds(model, seed, frames)
        : createLiveInput(model, TASKS[model.task], frames);
  if (wanted.length === 0) inbox.forget(tenantId);
  for (const [slot, one] of wanted.entries()) inbox.want(tenantId, slot, one, input);
  return maker;
}

/** What is asked of the frame channel, by slot. */
const liveInputsOf = (model: Model): readonly (ImageInput | AudioInput)[] =>
  isCustom(model) ? liveInputsOfFeeds(model) : [model.input];

/**
 * One array per tenant, kept: an executor serves one request at a time, so the inference before has read it. What was
 * prepared already is not prepared again: a closed loop faster than the camera sees the same frame several times.
 */
export function createLiveInput(model: CatalogModel, task: Task, frames: FrameSource): InputMaker {
  const read = createFrameReader(model.name, model.input);
  let array: TensorData | undefined;
  let prepared: (PreparedInput & { readonly frame: Frame }) | null = null;
  return {
    async next() {
      const frame = await frames.newest(0);
      if (prepared?.frame === frame) return prepared;
      const taken = read(frame);
      array = task.preprocess(taken.source, model, array);
      prepared = { frame, data: [array], taken };
      return prepared;
    },
  };
}

/** Random numbers for every input; what was typed stays as it is. */
export function createRandomInput(model: Model, seed: number): InputMaker {
  if (isCustom(model)) return createFeeds(model, seed, null);
  const next = createRandomTensors(model.input, seed);
  return { next: async () => ({ data: [next()], taken: null }) };
}
