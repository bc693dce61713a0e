/** One tenant on this executor: its model, whole and cut, its input, its newest result. It serves nobody by itself. */
import type { Model } from '../domain/model';
import type { FramedResult } from '../domain/result';
import type { InferArgument } from '../protocol/executor-contract';
import type { Cut } from './cut-model';
import { HandOn } from './hand-on';
import { createHandedInput } from './handed-input';
import type { Service } from './in-service';
import type { OwnInput, PreparedInput } from './input-maker';
import { type Interference, RequestService, type ServedTenant } from './request-service';
import type { LoadedModel, RecordedModel } from './runtime';
import { createRandomInput } from './tenant-input';

export interface TenantParts {
  readonly model: Model;
  readonly network: LoadedModel;
  readonly input: OwnInput;
  readonly interference: Interference;
  /** Of its random numbers. */
  readonly seed: number;
  /** This worker's clock, ms since the epoch. */
  readonly now: () => number;
}

export class HostedTenant {
  newest: FramedResult | null = null;
  /** How each network of it was cut, and how each is not; kept while another one runs. */
  readonly #cuts = { inSegments: new Map<LoadedModel, Cut>(), whole: new Map<LoadedModel, Cut>() };
  /** Null until it was recorded, or when it cannot be. */
  #recording: RecordedModel | null = null;
  #runsRecorded = false;
  #runsWhole = false;
  readonly #served: ServedTenant;
  readonly #handed: ReturnType<typeof createHandedInput>;
  #input: OwnInput;

  constructor(readonly parts: TenantParts) {
    const { model, interference, seed, now } = parts;
    this.#input = parts.input;
    this.#handed = createHandedInput(model, () => createRandomInput(model, seed));
    this.#served = {
      model,
      network: () => this.network,
      interference,
      handOn: new HandOn(model),
      cut: () => this.cut?.network ?? null,
      costsMs: (bySegments: boolean) => this.#costsMs(bySegments),
      inputFor: (argument: InferArgument) => this.#inputFor(argument),
      completed: (result: FramedResult) => {
        this.newest = result;
      },
      now,
    };
  }

  /** A request on its way. Its handoff, if any, is the service's. */
  open(argument: InferArgument): Service {
    return new RequestService(this.#served, argument);
  }

  /** What its next request runs on. */
  get network(): LoadedModel {
    return (this.#runsRecorded ? this.#recording : null) ?? this.parts.network;
  }

  get recording(): RecordedModel | null {
    return this.#recording;
  }

  /** The tenant's from now on. */
  keepRecording(recording: RecordedModel | null): void {
    this.#recording = recording;
  }

  /** From its next request on; eager while there is no recording. @param whole whatever its executor does. */
  run(how: { readonly recorded: boolean; readonly whole: boolean }): void {
    this.#runsRecorded = how.recorded;
    this.#runsWhole = how.whole;
  }

  /** Of what runs now; null until it was cut. */
  get cut(): Cut | null {
    return this.#cutsNow.get(this.network) ?? null;
  }

  set cut(cut: Cut | null) {
    if (cut === null) this.#cutsNow.delete(this.network);
    else this.#cutsNow.set(this.network, cut);
  }

  get #cutsNow(): Map<LoadedModel, Cut> {
    return this.#runsWhole ? this.#cuts.whole : this.#cuts.inSegments;
  }

  /** Its recording has to be cut anew. */
  forgetRecordedCut(): void {
    if (this.#recording !== null) this.#cuts.inSegments.delete(this.#recording);
  }

  /** The request in service keeps the input that it has; one that still waits for it takes the new one. */
  setInput(input: OwnInput): void {
    this.#input = input;
  }

  get input(): OwnInput {
    return this.#input;
  }

  /** Only once nothing of it is in service any more. */
  dispose(): void {
    this.#recording?.dispose(); // it reads the network's weights
    this.parts.network.dispose();
  }

  #costsMs(bySegments: boolean): readonly number[] | null {
    if (this.cut === null) return null;
    return bySegments && this.cut.network !== null ? this.cut.plan.segmentsMs : [this.cut.plan.wholeMs];
  }

  #inputFor({ handoff, handOn }: InferArgument): Promise<PreparedInput> {
    if (handoff === null) return this.#own(handOn.length > 0);
    if (handoff.pixels !== null) this.#input.rest();
    return this.#handed(handoff);
  }

  /** From the input that the tenant has when one is ready: it may be given another while it waits. */
  async #own(willHandOn: boolean): Promise<PreparedInput> {
    for (;;) {
      const asked = this.#input;
      try {
        asked.willHandOn(willHandOn);
        return await asked.next();
      } catch (thrown) {
        if (asked === this.#input) throw thrown;
      }
    }
  }
}
