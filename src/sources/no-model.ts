/** What to say when nothing among the files is a model: what they look like instead, and how to convert them. */
import type { EngineError } from '../domain/errors';
import { nameOf } from './file-paths';
import type { GivenFiles } from './given-files';
import { quoted, refusal } from './refusal';

/** By the end of a name: what to do with such a model. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [
    /\.(h5|hdf5)$/i,
    'is a Keras model: convert it with `tensorflowjs_converter --input_format=keras` and bring the folder that it writes',
  ],
  [
    /\.keras$/i,
    'is a Keras 3 model: convert it with `tensorflowjs_converter --input_format=keras_keras` and bring the folder that it writes',
  ],
  [
    /\.pb$/i,
    'is a TensorFlow SavedModel: convert its folder with `tensorflowjs_converter --input_format=tf_saved_model` and bring the folder that it writes',
  ],
  [
    /\.(tflite|onnx|pt|pth|safetensors|ckpt|mlmodel)$/i,
    'is a model of another format: convert the Keras or TensorFlow model that it was made from with `tensorflowjs_converter`',
  ],
];

export function noModel(files: GivenFiles): EngineError {
  for (const [pattern, advice] of FOREIGN) {
    const file = files.all.find(({ path }) => pattern.test(path));
    if (file !== undefined) return refusal('model-not-found', nameOf(file.path), advice);
  }
  const weights = files.all.find(({ path }) => path.toLowerCase().endsWith('.bin'));
  if (weights !== undefined) {
    return refusal(
      'model-not-found',
      nameOf(weights.path),
      'holds weights, and no `model.json` is with it: bring the whole folder',
    );
  }
  const names = files.all.slice(0, 3).map(({ path }) => quoted(nameOf(path)));
  const more = files.all.length > 3 ? ` and ${files.all.length - 3} more` : '';
  return refusal(
    'model-not-found',
    files.all.length === 0 ? 'Nothing' : `${names.join(', ')}${more}`,
    'no TensorFlow.js model is among the files: bring a folder with a `model.json` and its weights',
  );
}
