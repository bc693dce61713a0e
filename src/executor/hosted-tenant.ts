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
import type { LoadedModel } from './runtime';
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
  /** Null until it was cut for the target in force. */
  cut: Cut | null = null;
  readonly #served: ServedTenant;
  readonly #handed: ReturnType<typeof createHandedInput>;
  #input: OwnInput;

  constructor(readonly parts: TenantParts) {
    const { model, network, interference, seed, now } = parts;
    this.#input = parts.input;
    this.#handed = createHandedInput(model, () => createRandomInput(model, seed));
    this.#served = {
      model,
      network,
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

  /** The request in service keeps the input that it has; one that still waits for it takes the new one. */
  setInput(input: OwnInput): void {
    this.#input = input;
  }

  get input(): OwnInput {
    return this.#input;
  }

  /** Only once nothing of it is in service any more. */
  dispose(): void {
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
