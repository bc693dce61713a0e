/** One tenant on this executor: its model, its input, its newest result. Serves one request at a time, stamped. */
import { assert } from '../base/assert';
import { isCustom, type Model } from '../domain/model';
import type { FramedResult, Result } from '../domain/result';
import type { InferReport } from '../protocol/executor-contract';
import { type Taken, WHOLE_FRAME } from './frame-reader';
import type { InputMaker, PreparedInput } from './input-maker';
import type { LoadedModel, OutputTensor } from './runtime';
import { showCustom } from './tasks/custom/custom-outputs';
import { assertFinite } from './tasks/outputs';
import { TASKS } from './tasks/tasks';

export interface HostedTenant {
  readonly newest: FramedResult | null;
  /** @throws EngineError `output-invalid` | `inference-failed` | `input-missing`. */
  infer(): Promise<InferReport>;
  /** The request in service keeps the input that it has; one that still waits for it takes the new one. */
  setInput(input: InputMaker): void;
  /** Waits for the inference in progress, then frees the model. */
  dispose(): Promise<void>;
}

/** What happens to a request on the way, besides being served. */
interface Interference {
  beforeCompute(): void;
  afterRead(outputs: readonly OutputTensor[]): readonly OutputTensor[];
}

/** @param now this worker's clock, ms since the epoch. */
export function createHostedTenant(
  model: Model,
  network: LoadedModel,
  firstInput: InputMaker,
  interference: Interference,
  now: () => number,
): HostedTenant {
  let input = firstInput;
  let newest: FramedResult | null = null;
  let inProgress: Promise<unknown> = Promise.resolve();

  /** From the input that the tenant has when one is ready: it may be given another while it waits. */
  const prepare = async (): Promise<PreparedInput> => {
    for (;;) {
      const asked = input;
      try {
        return await asked.next();
      } catch (thrown) {
        if (asked === input) throw thrown;
      }
    }
  };
  const serve = async (): Promise<InferReport> => {
    const startedAt = now();
    const { data, taken } = await prepare();
    network.upload(data);
    const preprocessedAt = now();
    interference.beforeCompute();
    const pending = await network.execute();
    const computedAt = now();
    const outputs = interference.afterRead(await pending.read());
    const readAt = now();
    const frameNumber = taken?.frameNumber ?? null;
    newest = { frameNumber, result: decode(outputs, taken, model) };
    return {
      startedAt,
      preprocessedAt,
      computedAt,
      readAt,
      completedAt: now(),
      frameNumber,
      preemptedMs: 0,
      segmentsAt: null,
      choicesMs: [],
      beyondSegmentMs: null,
      capturedAt: null,
      handoffs: [],
    };
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
    setInput(next) {
      input = next;
    },
    async dispose() {
      await inProgress.catch(() => {}); // its error went to the request that it belongs to
      network.dispose();
    },
  };
}

function decode(outputs: readonly OutputTensor[], taken: Taken | null, model: Model): Result {
  if (isCustom(model)) return showCustom(outputs, model, taken?.regions[0] ?? WHOLE_FRAME);
  if (taken === null) {
    assertFinite(outputs, model);
    return { kind: 'tensors', outputs: outputs.map(({ shape }) => ({ shape: [...shape] })) };
  }
  const { regions, regionFound, source } = taken;
  const [region] = regions;
  assert(region !== undefined, `a frame without a region came for ${model.name}`);
  return TASKS[model.task].decode(outputs, { region, regions, regionFound, model, source });
}
