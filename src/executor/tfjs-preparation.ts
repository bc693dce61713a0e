/**
 * What a network can be given on TensorFlow.js 4.22's WebGPU backend before its first inference: its weights and its pipelines.
 * It issues no inference and knows no tenants.
 */
import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import { NeedsValues, type PipelineHost } from './pipeline-finder';
import { PipelineWarmer } from './pipeline-warmer';
import type { PipelineWork, Preparation } from './runtime';
import { dynamicOperationIn } from './tfjs-failure';
import type { Network } from './tfjs-network';
import { uploadInSteps, type WeightHost } from './weight-upload';

type Host = PipelineHost & WeightHost;

const COMPILE_ONLY = 'WEBGPU_ENGINE_COMPILE_ONLY';
/** By backend: a shader is compiled once for all networks of a device. */
const warmers = new WeakMap<Host, PipelineWarmer>();

function warmerOf(host: Host): PipelineWarmer {
  const warmer = warmers.get(host) ?? new PipelineWarmer(host, (on) => tf.env().set(COMPILE_ONLY, on));
  warmers.set(host, warmer);
  return warmer;
}

interface Built {
  readonly built: tf.GraphModel | tf.LayersModel;
  /** Submits what was issued. @throws what the device refused of it: so nobody else is told. */
  readonly settle: () => Promise<void>;
}

/** Null where there is nothing to prepare. */
export function preparationOf(model: Model, network: Network, { built, settle }: Built): Preparation | null {
  if (tf.getBackend() !== 'webgpu') return null;
  const host = tf.backend() as unknown as Host; // `WebGPUBackend`; the fields are private in its types
  return {
    async *uploadWeights() {
      for (const _ of uploadInSteps(host, weightsOf(built))) {
        await settle();
        yield;
      }
    },
    async findPipelines() {
      const found = findPipelines(model, network, warmerOf(host));
      await settle();
      return found;
    },
  };
}

const weightsOf = (built: tf.GraphModel | tf.LayersModel): readonly tf.Tensor[] =>
  built instanceof tf.GraphModel
    ? Object.values(built.weights as Readonly<Record<string, tf.Tensor | tf.Tensor[]>>).flat() // lists, whatever the types say
    : built.weights.map((weight) => weight.read());

function findPipelines(
  model: Model,
  network: Network,
  warmer: PipelineWarmer,
): PipelineWork | { readonly unknown: string } {
  const inputs = network.inputs.map(({ shape, dtype }) => tf.zeros([...shape], dtype));
  try {
    const found = warmer.discover(() => tf.dispose(network.runAtOnce(inputs)));
    return {
      total: found.total,
      ready: found.total - found.missing.length,
      compile: (options) => warmer.compile(found, options).catch(named(model)),
    };
  } catch (thrown) {
    return { unknown: whyUnknown(model, thrown) };
  } finally {
    tf.dispose(inputs);
  }
}

const named =
  ({ name }: Model) =>
  (thrown: unknown): never => {
    if (!(thrown instanceof EngineError)) throw thrown;
    throw new EngineError(thrown.code, `${name} cannot be loaded. ${thrown.message}`);
  };

function whyUnknown({ name }: Model, thrown: unknown): string {
  const operation = dynamicOperationIn(thrown);
  const why =
    operation !== null
      ? `${operation} has no order known beforehand`
      : thrown instanceof NeedsValues
        ? thrown.message
        : 'it does not run without values';
  return `The pipelines of ${name} compile during its first inference: ${why}.`;
}
