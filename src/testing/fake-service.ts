/** A request in the fake executor: it takes its time on a virtual clock, in as many segments as its plan has. */
import type { VirtualClock } from '../base/clock';
import type { EngineError } from '../domain/errors';
import type { SegmentPlan, SegmentTarget } from '../domain/plan';
import type { Passage, Service } from '../executor/in-service';
import type { InferReport } from '../protocol/executor-contract';

/** Operations that a fake model is made of. */
const FAKE_OPERATIONS = 10;

/** Equal segments of about the target. */
export function fakePlan(serviceMs: number, target: SegmentTarget): SegmentPlan {
  const count = target === 'layer' ? FAKE_OPERATIONS : Math.max(1, Math.round(serviceMs / target));
  return {
    target,
    segmentsMs: Array.from({ length: count }, () => serviceMs / count),
    wholeMs: serviceMs,
    n: 1,
    cutsTried: count - 1,
    cutsKept: count - 1,
    reason: count === 1 ? `It stays whole: it takes ${serviceMs} ms.` : null,
    lossFraction: 0,
    fenceMs: null,
  };
}

interface Surroundings {
  readonly clock: VirtualClock;
  readonly segmentsMs: (bySegments: boolean) => readonly number[];
  readonly isHung: () => boolean;
  readonly takeStallMs: () => number;
  /** What it comes to when it should end; null when all is well. */
  readonly failure: () => EngineError | null;
  /** What its completion tells besides its stamps. */
  readonly told: () => Partial<InferReport>;
}

export class FakeService implements Service {
  #left: number[] = [];
  #stallMs = 0;

  constructor(private readonly around: Surroundings) {}

  async prepare(): Promise<void> {}

  begin(bySegments: boolean): void {
    this.#left = [...this.around.segmentsMs(bySegments)];
    this.#stallMs = this.around.takeStallMs();
  }

  segmentsMs(bySegments: boolean): readonly number[] {
    return this.around.segmentsMs(bySegments);
  }

  step(): Promise<void> {
    if (this.around.isHung()) return new Promise(() => {});
    const { clock } = this.around;
    const durationMs = (this.#left.shift() ?? 0) + this.#stallMs;
    this.#stallMs = 0;
    return new Promise((resolve) => clock.schedule(clock.now() + durationMs, resolve));
  }

  async finish(passage: Passage): Promise<InferReport> {
    const failed = this.around.failure();
    if (failed !== null) throw failed;
    const at = passage.computedAt;
    const nothing = { frameNumber: null, capturedAt: null, handoffs: [] };
    return { ...passage, readAt: at, completedAt: at, ...nothing, ...this.around.told() };
  }

  abandon(): void {}
}
