/** From dropped files to numbers: what `sources` reads of them is what TensorFlow.js runs. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../base/assert';
import { readBlobFiles } from '../sources/blob-files';
import { readCustomModels } from '../sources/custom-models';
import { toArtifacts } from '../sources/model-artifacts';
import {
  DROPPED,
  functionalDocument,
  graphDocument,
  layersDocument,
  testFiles,
} from '../testing/custom-files';
import { loadTfjsModel } from './tfjs-model';

beforeAll(() => tf.setBackend('cpu'));

describe('files that somebody dropped', () => {
  it.each([
    { what: 'a converted graph', document: graphDocument(), output: 'probabilities' },
    { what: 'a saved Sequential', document: layersDocument(), output: 'dense' },
    { what: 'a functional model of Keras 2', document: functionalDocument(), output: 'dense' },
    { what: 'a functional model of Keras 3', document: functionalDocument(true), output: 'dense' },
  ])('of $what are built, run and let go', async ({ document, output }) => {
    const before = tf.memory().numTensors;
    const [read] = await readCustomModels(testFiles(document), DROPPED);
    const { model, blobs } = defined(read, 'model among the files');
    const files = await readBlobFiles(model, blobs);
    const network = await loadTfjsModel(model, toArtifacts(model, files), {
      settle: () => Promise.resolve(),
      assertAlive: () => {},
    });
    network.upload([Float32Array.of(1, 0, 0, 1)]);
    const outputs = await (await network.execute()).read();
    // Row 0 and row 3 of the kernel, and the bias: 1 + 10 + 0.5, 2 + 11 + 0.25, 3 + 12 + 0.125.
    expect(outputs).toEqual([{ name: output, shape: [1, 3], data: Float32Array.of(11.5, 13.25, 15.125) }]);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
