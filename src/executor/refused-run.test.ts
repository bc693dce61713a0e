/** What a tenant is told when its device refuses a command of its run, or throws because of one. */
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { customModel, float, graphArtifacts, node, placeholder } from '../testing/small-networks';
import { deviceLost } from './device-lost';
import { DeviceRefusal, type RefusalKind } from './device-refusal';
import { type Computing, loadTfjsModel } from './tfjs-model';

const model = customModel();
const artifacts = graphArtifacts({
  nodes: [placeholder('x', [1, 4]), node('y', 'Relu', ['x'], float)],
  inputs: { x: 'x:0' },
  outputs: { y: 'y:0' },
});

/** A device that answers each question for what it refused from this list, and then refuses nothing. */
function computing(...answers: readonly (RefusalKind | null)[]): Computing & { lost: boolean } {
  const left = [...answers];
  const device = {
    lost: false,
    settle: async () => {
      const kind = left.shift() ?? null;
      if (kind !== null)
        throw new DeviceRefusal(kind, '[Invalid ComputePipeline "UnaryOpProgram"] is invalid');
    },
    assertAlive: () => {
      if (device.lost) throw deviceLost('it was destroyed');
    },
  };
  return device;
}

async function run(device: Computing, values = new Float32Array(4)) {
  const network = await loadTfjsModel(model, artifacts, device);
  const infer = async () => {
    network.upload([values]);
    return (await network.execute()).read();
  };
  return { network, infer };
}

describe('a run of which the device refuses a command', () => {
  it('is told with the model and the kernel, and the next one is none the worse', async () => {
    const { network, infer } = await run(computing('validation'));
    const before = tf.memory().numTensors;
    await expect(infer()).rejects.toMatchObject({
      code: 'inference-failed',
      message: expect.stringMatching(/the kernel UnaryOpProgram of Mine/),
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(await infer()).toHaveLength(1);
    network.dispose();
  });

  it('is told as a want of memory when that is what it was', async () => {
    const { network, infer } = await run(computing('out-of-memory'));
    await expect(infer()).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringContaining('no memory left for Mine'),
    });
    network.dispose();
  });

  it('is told in place of what the library throws because of it', async () => {
    const { network } = await run(computing('out-of-memory'));
    network.upload([new Float32Array(4)]);
    const engine = tf.engine();
    const { runKernel } = engine;
    engine.runKernel = () => {
      throw new TypeError("Cannot read properties of undefined (reading 'size')");
    };
    try {
      await expect(network.execute()).rejects.toMatchObject({ code: 'out-of-memory' });
    } finally {
      engine.runKernel = runKernel;
    }
    network.dispose();
  });

  it('is told as the loss of the device when that is gone as well', async () => {
    const device = computing('validation');
    const { network, infer } = await run(device);
    device.lost = true;
    await expect(infer()).rejects.toMatchObject({ code: 'device-lost' });
    network.dispose();
  });
});
