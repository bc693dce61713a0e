/**
 * Who runs next on this executor, piece by piece: whole requests in order of issue, or segments as the policy chooses. It
 * knows neither models nor messages, and waits for nobody's input while others could run.
 */
import { SLEEP_GAP_MS } from '../domain/recovery';
import type { InferArgument, InferReport, ScheduleArgument } from '../protocol/executor-contract';
import { isPreemptive } from '../scheduling/policies';
import type { Policy } from '../scheduling/policy';
import { RunQueue } from '../scheduling/run-queue';
import { Background, type BackgroundWork, type WorkInHand } from './background';
import { InService, type Service } from './in-service';
import { SegmentHistory } from './segment-history';
import { TenantLines } from './tenant-lines';

export interface LoopOptions {
  readonly now: () => number;
  /** Lets the worker take in the messages that have come. */
  readonly turn: () => Promise<void>;
  /** Whether a message may have been sent that has not come in. */
  readonly mayWait: () => boolean;
}

/** Whole requests are served as the engine issued them: it has chosen already. */
const IN_ORDER_OF_ISSUE: Policy = {
  choose(ready) {
    const entries = ready as readonly InService[]; // the loop's queue holds no others
    const places = entries.map(({ order }) => order);
    return places.indexOf(Math.min(...places));
  },
};
/**
 * Background work goes on for so long, and to the end of its step, before requests come again. Cutting a model takes
 * thousands of short steps: one after each request would take minutes under load.
 */
const BACKGROUND_MS = 8;

export class RequestLoop {
  readonly #queue = new RunQueue<InService>(IN_ORDER_OF_ISSUE, false);
  /** The first of each line is ready, in service or waits for its input; the others wait for it. */
  readonly #lines = new TenantLines();
  /** Tenants that leave, and how to end their waiting for input: what they have begun is served first. */
  readonly #leaving = new Map<string, () => void>();
  readonly #background = new Background();
  readonly #history = new SegmentHistory();
  #terms: ScheduleArgument['policy']['tenants'] = [];
  #bySegments = false;
  /** Whether outputs are read while others run. */
  #overlaps = false;
  #isLooping = false;
  #newestSegmentMs = 0;
  #issued = 0;
  #choices = 0;
  /** A request has ended since background work was last let in. */
  #owesBackground = false;
  #onArrival = () => {};

  constructor(private readonly options: LoopOptions) {}

  /** Resolves when the request has been served. @throws what serving it threw. */
  serve(argument: InferArgument, service: Service): Promise<InferReport> {
    return new Promise((resolve, reject) => {
      const entry = new InService(argument, service, this.#issued, { resolve, reject });
      this.#issued += 1;
      entry.choicesBefore = this.#choices;
      entry.setTerms(this.#terms);
      if (this.#lines.add(entry)) this.#makeReady(entry);
      this.#onArrival();
      this.#wake();
    });
  }

  /** From the next scheduling point on. @param policy null: whole requests, in order of issue. */
  schedule({ policy: { id, tenants }, submitsInFlight = 1 }: ScheduleArgument, policy: Policy | null): void {
    this.#overlaps = submitsInFlight > 1;
    this.#terms = tenants;
    this.#queue.policy.dispose?.();
    this.#bySegments = policy !== null;
    this.#queue.policy = policy ?? IN_ORDER_OF_ISSUE;
    this.#queue.preemptive = policy !== null && isPreemptive(id);
    for (const entry of this.#lines.all()) entry.setTerms(tenants);
  }

  /**
   * Work for when there is nothing else to do; under load a few ms of it follow each request.
   * @param ahead of all other such work, as somebody waits for it: it may take as long as the newest segment did.
   */
  inBackground(work: BackgroundWork, ahead = false): WorkInHand {
    const inHand = this.#background.add(work, ahead);
    this.#onArrival(); // a request that waits for its input alone steps aside
    this.#wake();
    return inHand;
  }

  /** Whether a request of the tenant has been issued and not ended. */
  isServing(tenantId: string): boolean {
    return this.#lines.of(tenantId).length > 0;
  }

  /** Resolves when nothing of the tenant is left here: what it has issued is served next, ahead of all others. */
  async leave(tenantId: string, endWaiting: () => void): Promise<void> {
    const line = this.#lines.of(tenantId);
    if (line.length === 0) return;
    this.#leaving.set(tenantId, endWaiting);
    if (line[0]?.isAside) endWaiting();
    this.#onArrival(); // one that waits for its input alone steps aside
    this.#wake();
    await Promise.all(line.map(({ ended }) => ended));
    this.#leaving.delete(tenantId);
  }

  #wake(): void {
    if (this.#isLooping) return;
    this.#isLooping = true;
    void this.#loop();
  }

  async #loop(): Promise<void> {
    if (this.#bySegments) await this.options.turn(); // what was issued at the same time is chosen among
    for (;;) {
      const background = this.#owesBackground || this.#queue.size === 0;
      if (background && this.#background.hasWork) {
        this.#owesBackground = false;
        const startedAt = this.options.now();
        while (
          (await this.#background.step()) &&
          this.#background.hasWork &&
          this.options.now() - startedAt < this.#backgroundMs
        );
        await this.options.turn();
        continue;
      }
      const entry = this.#choose();
      if (entry === null) break;
      await this.#advance(entry);
      if (this.#bySegments && this.#mayLearn(entry)) await this.options.turn();
    }
    this.#isLooping = false;
  }

  get #backgroundMs(): number {
    return this.#background.isAwaited ? Math.max(BACKGROUND_MS, this.#newestSegmentMs) : BACKGROUND_MS;
  }

  /** Whether a turn could tell anything new. What comes for a tenant that waits for its input comes another way. */
  #mayLearn(entry: InService): boolean {
    const inMidRequest = entry.begun && entry.done > 0 && entry.done < entry.segmentsMs.length;
    return !inMidRequest || this.options.mayWait() || this.#lines.all().some(({ isAside }) => isAside);
  }

  #choose(): InService | null {
    const urgent =
      this.#leaving.size === 0 ? undefined : this.#queue.ready.find((one) => this.#isLeaving(one));
    if (urgent !== undefined) return urgent;
    const startedAt = this.options.now();
    const entry = this.#queue.choose(startedAt);
    if (entry === null || !this.#bySegments) return entry;
    entry.choicesMs.push(this.options.now() - startedAt);
    this.#choices += 1;
    return entry;
  }

  /** Begins a request, or runs its next segment; ends it after the last. */
  async #advance(entry: InService): Promise<void> {
    try {
      if (entry.startedAt === null && !(await this.#begin(entry))) return;
      if (!entry.begun) entry.begin(this.options.now, this.#bySegments);
      await this.#runSegment(entry);
      if (entry.done < entry.segmentsMs.length) return;
      const finished = this.#finish(entry);
      if (!this.#overlaps) await finished;
    } catch (thrown) {
      this.#fail(entry, thrown);
    }
  }

  /** Reads back and ends it. With several submits under way others run meanwhile. */
  async #finish(entry: InService): Promise<void> {
    try {
      this.#end(entry, await entry.finish());
    } catch (thrown) {
      this.#fail(entry, thrown);
    }
  }

  /** @returns false when its input is not there yet: the request steps aside until it is. */
  async #begin(entry: InService): Promise<boolean> {
    const startedAt = this.options.now();
    entry.startedAt = startedAt;
    const wasFirstChoice = this.#bySegments && this.#choices === entry.choicesBefore + 1;
    entry.beyondSegmentMs = wasFirstChoice ? this.#history.beyond(entry.arrivedAt, startedAt) : null;
    const prepared = entry.service.prepare();
    const others =
      this.#queue.size > 1 || this.#background.hasWork
        ? this.options.turn()
        : new Promise<void>((resolve) => {
            this.#onArrival = resolve;
          });
    if (await Promise.race([prepared.then(() => true), others.then(() => false)])) return true;
    this.#queue.remove(entry);
    entry.isAside = true;
    prepared.then(
      () => {
        entry.isAside = false;
        this.#makeReady(entry);
        this.#wake();
      },
      (thrown: unknown) => this.#fail(entry, thrown),
    );
    if (this.#isLeaving(entry)) this.#leaving.get(entry.tenantId)?.();
    return false;
  }

  async #runSegment(entry: InService): Promise<void> {
    const startedAt = this.options.now();
    try {
      await entry.service.step();
    } catch (thrown) {
      const failedAt = this.options.now();
      this.#queue.policy.served?.(entry, failedAt - startedAt, failedAt);
      throw thrown;
    }
    const endedAt = this.options.now();
    entry.record(startedAt, endedAt);
    this.#history.add(startedAt, endedAt);
    this.#newestSegmentMs = endedAt - startedAt;
    // Nobody owes the time in which the computer slept: else a fair policy would have its tenant wait for as long.
    const tookMs = endedAt - startedAt;
    const ranMs = tookMs > SLEEP_GAP_MS ? Math.min(tookMs, entry.nextMs) : tookMs;
    if (this.#queue.served(entry, ranMs, endedAt)) entry.computedAt = endedAt;
  }

  #makeReady(entry: InService): void {
    if (!entry.begun) entry.estimate(this.#bySegments);
    this.#queue.add(entry);
  }

  #isLeaving({ tenantId }: InService): boolean {
    return this.#leaving.has(tenantId);
  }

  #end(entry: InService, report: InferReport): void {
    this.#remove(entry);
    entry.resolve(report);
    this.#wake();
  }

  #fail(entry: InService, thrown: unknown): void {
    entry.service.abandon();
    this.#remove(entry);
    entry.reject(thrown);
    this.#wake();
  }

  /** The tenant's next request becomes ready. */
  #remove(entry: InService): void {
    this.#queue.remove(entry);
    this.#owesBackground = true;
    const next = this.#lines.remove(entry);
    if (next !== null) this.#makeReady(next);
  }
}
