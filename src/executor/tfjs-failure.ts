/**
 * What TensorFlow.js 4.22 means by its plain errors when it builds or runs a model. Where the backend is at fault its own
 * words go on: `engine/load-failure.ts` reads those.
 */
import type { CustomModel } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';
import { DeviceRefusal } from './device-refusal';

const UNKNOWN_LAYER = /Unknown (\w+): (.+?)\. This may be due to/;
const UNKNOWN_OPERATION =
  /Unknown op '([^']+)'|Node type (\S+) is not implemented|Custom op (\S+) is not registered/;
const DYNAMIC_OPERATION = /the dynamic op '([^']+)'|execution of the op '([^']+)' returned a promise/;
const GRAPH_INPUT =
  /The (shape|dtype) of dict\['([^']*)'\] provided in model\.execute\(dict\) must be (.+), but was (.+)$/;
const LAYERS_INPUT = /expected (\S+) to have (.+?),? but got array with (.+?)\.?$/;
const MISSING_INPUTS = /Missing the following inputs: \[([^\]]*)\]/;
/** Of JavaScript's and WebAssembly's own memory. */
const NO_MEMORY = /array buffer allocation failed|cannot enlarge memory|\bOOM\b|out of memory/i;
/** Words of operations that were given tensors that do not fit each other. */
const MISFIT = /\b(shapes?|rank|dimensions?|inner|incompatible|must match|broadcast)\b/i;

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** @returns an `EngineError` for whatever was thrown while the network was built. */
export function explainBuildFailure(model: Model, thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const words = wordsOf(thrown);
  const layer = UNKNOWN_LAYER.exec(words);
  if (layer !== null) {
    const what = layer[1] === 'layer' ? 'layer' : `part (${layer[1]})`;
    return new EngineError(
      'model-layer-unknown',
      `${model.name} has a ${what} of its own, ${layer[2]}, whose code is not in its files. Convert it as a graph model (tensorflowjs_converter --output_format tfjs_graph_model), which has no custom layers.`,
    );
  }
  return new EngineError('model-load-failed', `TensorFlow.js could not build ${model.name}: ${words}`);
}

/** Errors of a run that the device, or a custom model's own files or settings, explain; anything else as it was. */
export function explainRunFailure(model: Model, thrown: unknown): unknown {
  if (thrown instanceof DeviceRefusal) return thrown.of(model.name);
  if (thrown instanceof EngineError) return thrown;
  const words = wordsOf(thrown);
  if (NO_MEMORY.test(words)) return noMemory(model, words);
  if (!isCustom(model)) return thrown;
  const operation = UNKNOWN_OPERATION.exec(words);
  if (operation !== null)
    return unknownOperationsFailure(model, [operation[1] ?? operation[2] ?? operation[3] ?? 'one']);
  const missing = MISSING_INPUTS.exec(words);
  if (missing !== null) {
    return new EngineError(
      'model-input-unsupported',
      `${model.name} needs inputs that its signature does not name: ${missing[1]}. Export it with a signature that has all of them.`,
    );
  }
  return shapeFailure(model, words) ?? thrown;
}

const noMemory = ({ name }: Model, words: string): EngineError =>
  new EngineError(
    'out-of-memory',
    `There was not enough memory to run ${name} (${words}). Remove a model, or take a smaller one.`,
  );

function shapeFailure(model: CustomModel, words: string): EngineError | null {
  const graph = GRAPH_INPUT.exec(words);
  if (graph !== null)
    return misfit(model, `input ${graph[2]} wants ${graph[1]} ${graph[3]} and was given ${graph[4]}`);
  const layers = LAYERS_INPUT.exec(words);
  if (layers !== null)
    return misfit(model, `input ${layers[1]} wants ${layers[2]} and was given ${layers[3]}`);
  if (words.startsWith('Kernel ') || !MISFIT.test(words) || !leavesFree(model)) return null;
  const given = model.inputs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');
  return misfit(model, `it does not run with ${given} (${words})`);
}

/** Whether a shape was chosen rather than read. */
const leavesFree = ({ signature }: CustomModel): boolean =>
  signature.inputs.some(({ shape }) => shape === null || shape.includes(null));

const misfit = ({ name }: CustomModel, what: string): EngineError =>
  new EngineError('model-shape-invalid', `${name}: ${what}. Choose another shape in its settings.`);

/** The operation that forces `executeAsync`, from TensorFlow.js's own complaint; null when that is not what it says. */
export function dynamicOperationIn(thrown: unknown): string | null {
  const found = DYNAMIC_OPERATION.exec(wordsOf(thrown));
  return found?.[1] ?? found?.[2] ?? null;
}

const NAMED_OPERATIONS = 5;

export function unknownOperationsFailure({ name }: Model, operations: readonly string[]): EngineError {
  const named = operations.slice(0, NAMED_OPERATIONS).join(', ');
  const rest = operations.length - NAMED_OPERATIONS;
  const what = operations.length === 1 ? 'an operation' : `${operations.length} operations`;
  return new EngineError(
    'model-operation-unknown',
    `${name} needs ${what} that TensorFlow.js lacks: ${named}${rest > 0 ? ` and ${rest} more` : ''}. Replace them in the model and convert it again.`,
  );
}

export const inputNotThere = ({ name, inputs }: CustomModel, wanted: readonly string[]): EngineError =>
  new EngineError(
    'model-input-unsupported',
    `${name} has the inputs ${wanted.join(', ')}; its settings tell of ${inputs.map((one) => one.name).join(', ')}. Bring its files again.`,
  );
