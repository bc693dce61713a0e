/** One request on this executor, from issue to report: what the queue and the policy know of it, and its stamps. */
import type { InferArgument, InferReport, ScheduleArgument } from '../protocol/executor-contract';
import type { RunEntry } from '../scheduling/run-queue';

/** What serving a request is made of. The loop decides when each step is taken. */
export interface Service {
  /** Waits for the input. @throws EngineError `input-missing` | `cancelled`. */
  prepare(): Promise<void>;
  /** Puts the input on the backend. @param bySegments whether it may run in several. */
  begin(bySegments: boolean): void;
  /** Estimated cost of each segment as it would be run now, ms; at least one; null while nobody has measured it. */
  segmentsMs(bySegments: boolean): readonly number[] | null;
  /** Runs the next segment. */
  step(): Promise<void>;
  /** After the last: reads back and decodes. */
  finish(passage: Passage): Promise<InferReport>;
  /** Frees what it holds. */
  abandon(): void;
}

/** What happened to a request until its outputs stood on the backend. */
export type Passage = Pick<
  InferReport,
  | 'startedAt'
  | 'preprocessedAt'
  | 'computedAt'
  | 'preemptedMs'
  | 'segmentsAt'
  | 'choicesMs'
  | 'beyondSegmentMs'
>;

export class InService implements RunEntry {
  readonly requestId: number;
  readonly tenantId: string;
  readonly arrivedAt: number;
  readonly deadlineAt: number | null;
  priority = 1;
  weight = 1;
  estimatedMs = 0;
  remainingMs = 0;
  nextMs = 0;
  servedAt: number | null = null;
  segmentsMs: readonly number[] = [0];
  done = 0;
  /** Choices that were made before the executor knew of it. */
  choicesBefore = 0;
  /** When it was chosen first. */
  startedAt: number | null = null;
  begun = false;
  /** It waits for its input and is not in the queue. */
  isAside = false;
  computedAt = 0;
  beyondSegmentMs: number | null = null;
  readonly choicesMs: number[] = [];
  readonly ended: Promise<void>;
  readonly #segmentsAt: number[] = [];
  #preprocessedAt = 0;
  /** Service time as the engine estimates it. */
  #toldMs = 0;
  #settle = () => {};

  /** @param order of issue. */
  constructor(
    { requestId, tenantId, arrivedAt, deadlineAt }: InferArgument,
    readonly service: Service,
    readonly order: number,
    private readonly outcome: {
      readonly resolve: (report: InferReport) => void;
      readonly reject: (reason: unknown) => void;
    },
  ) {
    this.requestId = requestId;
    this.tenantId = tenantId;
    this.arrivedAt = arrivedAt;
    this.deadlineAt = deadlineAt;
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  setTerms(tenants: ScheduleArgument['policy']['tenants']): void {
    const terms = tenants.find(({ tenantId }) => tenantId === this.tenantId);
    this.priority = terms?.priority ?? this.priority;
    this.weight = terms?.weight ?? this.weight;
    this.#toldMs = terms?.estimatedMs ?? this.#toldMs;
  }

  /** Takes the costs over that are known now; before the first segment only. */
  estimate(bySegments: boolean): void {
    this.segmentsMs = this.service.segmentsMs(bySegments) ?? [this.#toldMs];
    this.estimatedMs = this.segmentsMs.reduce((sum, ms) => sum + ms, 0);
    this.remainingMs = this.estimatedMs;
    this.nextMs = this.segmentsMs[0] ?? 0;
  }

  begin(now: () => number, bySegments: boolean): void {
    this.service.begin(bySegments);
    this.begun = true;
    this.estimate(bySegments); // it may have been cut meanwhile
    this.#preprocessedAt = now();
  }

  record(startedAt: number, endedAt: number): void {
    this.#segmentsAt.push(startedAt, endedAt);
  }

  finish(): Promise<InferReport> {
    const cut = this.segmentsMs.length > 1;
    return this.service.finish({
      startedAt: this.startedAt ?? this.#preprocessedAt,
      preprocessedAt: this.#preprocessedAt,
      computedAt: this.computedAt,
      preemptedMs: gapsMs(this.#segmentsAt),
      segmentsAt: cut ? Float64Array.from(this.#segmentsAt) : null,
      choicesMs: this.choicesMs,
      beyondSegmentMs: this.beyondSegmentMs,
    });
  }

  resolve(report: InferReport): void {
    this.outcome.resolve(report);
    this.#settle();
  }

  reject(reason: unknown): void {
    this.outcome.reject(reason);
    this.#settle();
  }
}

/** Σ from the end of each segment to the start of the next. @param edges start and end of each, in order. */
function gapsMs(edges: readonly number[]): number {
  let sum = 0;
  for (let index = 2; index < edges.length; index += 2)
    sum += (edges[index] as number) - (edges[index - 1] as number); // both below its length
  return sum;
}
