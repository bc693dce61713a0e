/** Pipelines of the picture pass: one for each kind of samples of a device, compiled without blocking and kept with it. */
import { pictureShader, type SampleKind } from './picture-shader';

const kept = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/** Rejects when the device refuses the shader; it is then tried anew. */
export function picturePipeline(device: GPUDevice, kind: SampleKind): Promise<GPUComputePipeline> {
  const pipelines = kept.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  kept.set(device, pipelines);
  const key = `${kind.channels} ${kind.dtype}`;
  const known = pipelines.get(key);
  if (known !== undefined) return known;
  const module = device.createShaderModule({ label: `picture to ${key}`, code: pictureShader(kind) });
  const pipeline = device.createComputePipelineAsync({
    label: `picture to ${key}`,
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  pipelines.set(key, pipeline);
  pipeline.catch(() => pipelines.delete(key));
  return pipeline;
}
