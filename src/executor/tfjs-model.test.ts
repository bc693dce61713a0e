/** Real networks of each kind (graph, cut graph, layers) in TensorFlow.js’s memory. */
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { imageModel } from '../testing/decoding';
import { loadRealNetwork } from '../testing/real-networks';
import { loadTfjsModel } from './tfjs-model';

const zerosFor = (shape: readonly number[]): Float32Array =>
  new Float32Array(shape.reduce((product, side) => product * side, 1));

describe.each([
  { kind: 'graph', id: 'emotion', names: ['Identity'] },
  { kind: 'graph that is cut', id: 'coco-ssd', names: ['Postprocessor/Slice', 'Postprocessor/ExpandDims_1'] },
  { kind: 'layers model', id: 'esrgan-slim', names: ['SR'] },
])('a $kind', ({ id, names }) => {
  it('returns every tensor: after each inference, and when it goes', async () => {
    await loadRealNetwork(id).then((network) => network.dispose()); // the backend itself is up
    const before = tf.memory();
    const network = await loadRealNetwork(id);
    const data = zerosFor(network.model.input.shape);
    await network.run(data);
    const loaded = tf.memory();
    expect(loaded.numBytes).toBeGreaterThan(before.numBytes);
    await network.run(data);
    expect(tf.memory()).toMatchObject({ numBytes: loaded.numBytes, numTensors: loaded.numTensors });
    network.dispose();
    expect(tf.memory()).toMatchObject({ numBytes: before.numBytes, numTensors: before.numTensors });
  });

  it('names its outputs', async () => {
    const network = await loadRealNetwork(id);
    const outputs = await network.run(zerosFor(network.model.input.shape));
    expect(outputs.map(({ name }) => name)).toEqual(names);
    network.dispose();
  });
});

describe('a network in TensorFlow.js', () => {
  const model = { ...imageModel('Sum', { shape: [1, 1, 2, 3] }), format: 'layers' } as const;

  async function artifacts(): Promise<tf.io.ModelArtifacts> {
    const layer = tf.layers.globalAveragePooling2d({ inputShape: [1, 2, 3] });
    const network = tf.sequential({ layers: [layer] });
    let saved: tf.io.ModelArtifacts = {};
    await network.save(
      tf.io.withSaveHandler(async (given) => {
        saved = given;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    network.dispose();
    return saved;
  }

  it('frees its outputs when the backend refuses to compute them, and its input with it', async () => {
    const before = tf.memory().numTensors;
    const refusing = { settle: () => Promise.reject(new Error('refused')), assertAlive: () => {} };
    const network = await loadTfjsModel(model, (await artifacts()) as never, refusing); // the saved ones, unvalidated
    network.upload([new Float32Array(6)]);
    await expect(network.execute()).rejects.toThrow('refused');
    network.upload([new Float32Array(6)]);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('on a device that is gone says that, whatever the library says', async () => {
    const gone = () => {
      throw new EngineError('device-lost', 'gone');
    };
    const lost = { settle: () => Promise.reject(new Error('a buffer is not valid')), assertAlive: gone };
    const network = await loadTfjsModel(model, (await artifacts()) as never, lost); // the saved ones, unvalidated
    network.upload([new Float32Array(6)]);
    await expect(network.execute()).rejects.toMatchObject({ code: 'device-lost' });
    network.dispose();
  });

  it('that cannot be built says which and why', async () => {
    const empty = { modelTopology: {}, weightSpecs: [], weightData: new ArrayBuffer(0) };
    const alive = { settle: () => Promise.resolve(), assertAlive: () => {} };
    await expect(loadTfjsModel(model, empty as never, alive)).rejects.toMatchObject({
      code: 'model-load-failed',
      message: expect.stringContaining('could not build Sum'),
    });
  });
});
