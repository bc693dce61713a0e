/** One tenant on this executor: its model, its input, its newest result. Serves one request at a time, stamped. */
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import type { FramedResult, Result } from '../domain/result';
import type { InferReport } from '../protocol/executor-contract';
import type { LoadedModel, OutputTensor } from './runtime';
import type { Task } from './tasks/task';
import type { InputContext, TenantInput } from './tenant-input';

export interface HostedTenant {
  readonly model: Model;
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
    const { data, context } = await input.next();
    network.upload(data);
    const preprocessedAt = now();
    const pending = await network.execute();
    const computedAt = now();
    const outputs = await pending.read();
    const readAt = now();
    newest = { frameNumber: context.frameNumber, result: decode(task, outputs, context, model) };
    return {
      startedAt,
      preprocessedAt,
      computedAt,
      readAt,
      completedAt: now(),
      frameNumber: context.frameNumber,
    };
  };

  return {
    model,
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

function decode(task: Task, outputs: readonly OutputTensor[], context: InputContext, model: Model): Result {
  if (context.frameNumber === null) {
    for (const { data } of outputs) {
      if (!data.every(Number.isFinite)) {
        throw new EngineError('output-invalid', `${model.name} returned numbers that are not finite.`);
      }
    }
    return { kind: 'tensors', outputs: outputs.map(({ shape }) => ({ shape: [...shape] })) };
  }
  return task.decode(outputs, { region: context.region, regionFound: context.regionFound, model });
}
