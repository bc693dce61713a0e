/** Serves one request of one tenant, step by step: input, compute in one or several parts, result, what is handed on. */
import { assert } from '../base/assert';
import { isCustom, type Model } from '../domain/model';
import type { FramedResult, Result } from '../domain/result';
import type { InferArgument, InferReport } from '../protocol/executor-contract';
import { type Taken, WHOLE_FRAME } from './frame-reader';
import { giveInput } from './give-input';
import type { HandingOn, HandOn } from './hand-on';
import type { Passage, Service } from './in-service';
import type { PreparedInput } from './input-maker';
import type { CutNetwork, LoadedModel, OutputTensor, PartedRun, PendingOutputs } from './runtime';
import type { SharedPicture } from './shared-picture';
import { showCustom } from './tasks/custom/custom-outputs';
import { assertFinite } from './tasks/outputs';
import { TASKS } from './tasks/tasks';

/** What happens to a request on the way, besides being served. */
export interface Interference {
  beforeCompute(): void;
  afterRead(outputs: readonly OutputTensor[]): readonly OutputTensor[];
}

/** What a service needs of its tenant. */
export interface ServedTenant {
  readonly model: Model;
  /** The one that runs now: it may be another at the next request. */
  network(): LoadedModel;
  readonly interference: Interference;
  readonly handOn: HandOn;
  /** The network in parts; null while it runs whole. */
  cut(): CutNetwork | null;
  /** Estimated cost of each segment, or of the whole, ms; null while nobody has measured it. */
  costsMs(bySegments: boolean): readonly number[] | null;
  inputFor(argument: InferArgument): Promise<PreparedInput>;
  completed(result: FramedResult): void;
  now(): number;
}

export class RequestService implements Service {
  #input: PreparedInput | null = null;
  #handing: HandingOn | null = null;
  /** What it looks at: a newer frame may take its place before the request begins, or before it has ended. */
  #bitmap: SharedPicture | null = null;
  #network: LoadedModel | null = null;
  #run: PartedRun | null = null;
  #pending: PendingOutputs | null = null;
  #isFirst = true;

  constructor(
    private readonly tenant: ServedTenant,
    private readonly argument: InferArgument,
  ) {}

  async prepare(): Promise<void> {
    this.#input = await this.tenant.inputFor(this.argument);
    const { taken } = this.#input;
    this.#handing = this.tenant.handOn.keep(this.argument, taken);
    this.#bitmap = taken?.bitmap?.hold() ?? null;
  }

  begin(bySegments: boolean): void {
    const network = this.tenant.network();
    this.#network = network;
    giveInput(network, this.#prepared());
    this.#run = bySegments ? (this.tenant.cut()?.begin() ?? null) : null;
  }

  segmentsMs(bySegments: boolean): readonly number[] | null {
    return this.tenant.costsMs(bySegments);
  }

  async step(): Promise<void> {
    if (this.#isFirst) this.tenant.interference.beforeCompute();
    this.#isFirst = false;
    if (this.#run === null) this.#pending = await this.#begun().execute();
    else await this.#run.step();
  }

  async finish(passage: Passage): Promise<InferReport> {
    const { interference, model, now, completed } = this.tenant;
    const { taken } = this.#prepared();
    const pending = this.#pending ?? this.#run?.finish();
    assert(pending !== undefined, 'a request is finished after its last step');
    this.#run = null;
    await pending.computed;
    const computedAt =
      pending.computed === undefined ? passage.computedAt : Math.max(passage.computedAt, now());
    const outputs = interference.afterRead(await pending.read());
    const readAt = now();
    const { issueMs, gpuMs = null } = this.#begun();
    const frameNumber = taken?.frameNumber ?? null;
    const result = decodeOutputs(outputs, taken, model);
    completed({ frameNumber, result });
    const handoffs = (await this.#handing?.of(result)) ?? [];
    this.#letGo();
    const capturedAt = taken?.capturedAt ?? null;
    const gpu = { issueMs, gpuMs };
    return { ...passage, computedAt, readAt, completedAt: now(), frameNumber, capturedAt, handoffs, ...gpu };
  }

  abandon(): void {
    this.#run?.abandon();
    this.#run = null;
    this.#letGo();
  }

  /** What it looked at need not be kept any more. */
  #letGo(): void {
    this.#handing?.close();
    this.#handing = null;
    this.#bitmap?.letGo();
    this.#bitmap = null;
  }

  #begun(): LoadedModel {
    assert(this.#network !== null, 'a request runs once it has begun');
    return this.#network;
  }

  #prepared(): PreparedInput {
    assert(this.#input !== null, 'a request runs once its input is prepared');
    return this.#input;
  }
}

/** @throws EngineError `output-invalid`. */
export function decodeOutputs(outputs: readonly OutputTensor[], taken: Taken | null, model: Model): Result {
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
