/**
 * Makes a tenant's input, request by request: from the newest that its source shows or sounds, or from seeded random
 * numbers. Crops have been made on the way; here pixels and samples become numbers, unless the network does that itself.
 * It knows no task.
 */
import { type AudioInput, type CatalogModel, type ImageInput, isCustom, type Model } from '../domain/model';
import type { TenantInput } from '../domain/scenario';
import { createFeeds, liveInputsOfFeeds } from './custom-input';
import type { Frame, FrameInbox } from './frame-inbox';
import { createFrameReader, type Taken } from './frame-reader';
import type { FrameSource, InputMaker, OwnInput, PreparedInput } from './input-maker';
import { createRandomTensors } from './random-tensors';
import type { TensorData } from './runtime';
import type { Task } from './tasks/task';
import { TASKS } from './tasks/tasks';
import { WantedFrames } from './wanted-frames';

export interface InputTerms {
  readonly input: TenantInput;
  readonly seed: number;
  /** It asks for frames only when it has to look for itself. */
  readonly triggered?: boolean;
}

/**
 * Asks for the frames of a source, or for none any more, and makes the input of them.
 * @throws EngineError `model-shape-invalid` when a custom input's shape does not fit what it is fed.
 */
export function openInput(
  tenantId: string,
  model: Model,
  { input, seed, triggered = false }: InputTerms,
  inbox: FrameInbox,
): OwnInput {
  const wanted = input === 'random' ? [] : liveInputsOf(model);
  const frames: FrameSource = { newest: (slot) => inbox.newest(tenantId, slot) };
  const maker =
    input === 'random'
      ? createRandomInput(model, seed)
      : isCustom(model)
        ? createFeeds(model, seed, frames)
        : createLiveInput(model, TASKS[model.task], frames);
  const asked = new WantedFrames(tenantId, input, wanted, inbox);
  if (wanted.length === 0 || triggered) inbox.forget(tenantId);
  if (!triggered) asked.ask();
  return {
    next() {
      asked.ask();
      return maker.next();
    },
    rest: () => asked.rest(),
    willHandOn: (yes) => asked.willHandOn(yes),
  };
}

/** What is asked of the frame channel, by slot. */
const liveInputsOf = (model: Model): readonly (ImageInput | AudioInput)[] =>
  isCustom(model) ? liveInputsOfFeeds(model) : [model.input];

/**
 * One array per tenant, kept: a tenant has one request in service at a time, so the inference before has read it. What was
 * prepared already is not prepared again: a closed loop faster than the camera sees the same frame several times.
 */
export function createLiveInput(model: CatalogModel, task: Task, frames: FrameSource): InputMaker {
  const read = createFrameReader(model.name, model.input);
  let array: TensorData | undefined;
  const convert = ({ source }: Taken): TensorData => {
    array = task.preprocess(source, model, array);
    return array;
  };
  let prepared: (PreparedInput & { readonly frame: Frame }) | null = null;
  return {
    async next() {
      const frame = await frames.newest(0);
      if (prepared?.frame === frame) return prepared;
      const taken = read(frame);
      const bitmap = taken.bitmap?.bitmap;
      const picture = bitmap === undefined ? {} : { picture: { bitmap, mirrored: task.mirrored ?? [] } };
      let data: readonly TensorData[] | null = null;
      prepared = {
        frame,
        taken,
        ...picture,
        get data() {
          data ??= [convert(taken)];
          return data;
        },
      };
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
