/** One tenant on this executor: its model, its input, its newest result. Serves one request at a time, stamped. */
import { assert } from '../base/assert';
import type { Model } from '../domain/model';
import type { FramedResult, Result } from '../domain/result';
import type { InferReport } from '../protocol/executor-contract';
import type { LoadedModel, OutputTensor } from './runtime';
import { assertFinite } from './tasks/outputs';
import type { Task } from './tasks/task';
import type { Taken, TenantInput } from './tenant-input';

export interface HostedTenant {
  readonly newest: FramedResult | null;
  /** @throws EngineError `output-invalid` | `inference-failed`. */
  infer(): Promise<InferReport>;
  /** Waits for the inference in progress, then frees the model. */
  dispose(): Promise<void>;
}

/** @param now this worker's clock, ms since the epoch. */
export function createHostedTenant(
  model: Model,
  network: LoadedModel,
  input: TenantInput,
  task: Task,
  now: () => number,
): HostedTenant {
  let newest: FramedResult | null = null;
  let inProgress: Promise<unknown> = Promise.resolve();
  const serve = async (): Promise<InferReport> => {
    const startedAt = now();
    const { data, taken } = await input.next();
    network.upload(data);
    const preprocessedAt = now();
    const pending = await network.execute();
    const computedAt = now();
    const outputs = await pending.read();
    const readAt = now();
    const frameNumber = taken?.frameNumber ?? null;
    newest = { frameNumber, result: decode(task, outputs, taken, model) };
    return { startedAt, preprocessedAt, computedAt, readAt, completedAt: now(), frameNumber };
  };

  return {
    get newest() {
      return newest;
    },
    infer() {
      const inference = serve();
      inProgress = inference;
      return inference;
    },
    async dispose() {
      await inProgress.catch(() => {}); // its error went to the request that it belongs to
      network.dispose();
    },
  };
}

function decode(task: Task, outputs: readonly OutputTensor[], taken: Taken | null, model: Model): Result {
  if (taken === null) {
    assertFinite(outputs, model);
    return { kind: 'tensors', outputs: outputs.map(({ shape }) => ({ shape: [...shape] })) };
  }
  const { regions, regionFound, source } = taken;
  const [region] = regions;
  assert(region !== undefined, `a frame without a region came for ${model.name}`);
  return task.decode(outputs, { region, regions, regionFound, model, source });
}
