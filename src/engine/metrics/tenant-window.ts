/**
 * Everything measured of one tenant between two instants: outcomes, latency and its parts. Used for the rolling view,
 * for a measurement window and for a solo baseline alike, so that each figure has one implementation.
 */
import type { Outcome, RequestRecord, ServiceStamps } from '../../domain/request';
import type { Baseline, Distribution, PipelineFigures, Waterfall } from '../../domain/run-file';
import { DistributionRecorder } from './distribution';
import { type FrameTally, realTimeScore } from './xrbench';

type Ended = Record<Outcome, number>;

/** Sums in ms over completions. */
interface PartSums {
  queueingMs: number;
  transportMs: number;
  preprocessMs: number;
  /** Without the gaps while it was preempted. */
  computeMs: number;
  preemptedMs: number;
  readbackMs: number;
  decodeMs: number;
}

export class TenantWindow {
  /** Completions whose timestamps of the GPU were out of order. */
  gpuInvalid = 0;
  readonly ended: Ended = { completed: 0, late: 0, failed: 0, dropped: 0, rejected: 0 };
  readonly #latency: DistributionRecorder;
  readonly #queueing: DistributionRecorder;
  readonly #service: DistributionRecorder;
  readonly #endToEnd: DistributionRecorder;
  readonly #freshness: DistributionRecorder;
  readonly #issue: DistributionRecorder;
  readonly #gpu: DistributionRecorder;
  readonly #sums: PartSums = {
    queueingMs: 0,
    transportMs: 0,
    preprocessMs: 0,
    computeMs: 0,
    preemptedMs: 0,
    readbackMs: 0,
    decodeMs: 0,
  };
  readonly #frames = { frames: 0, dropped: 0, realTimeSum: 0 };

  /** @param rule the percentile rule, shared so that its answers are remembered. */
  constructor(rule?: (n: number, p: number) => number | null) {
    this.#latency = new DistributionRecorder(rule);
    this.#queueing = new DistributionRecorder(rule);
    this.#service = new DistributionRecorder(rule);
    this.#endToEnd = new DistributionRecorder(rule);
    this.#freshness = new DistributionRecorder(rule);
    this.#issue = new DistributionRecorder(rule);
    this.#gpu = new DistributionRecorder(rule);
  }

  add(record: RequestRecord): void {
    this.ended[record.outcome] += 1;
    const completed = record.outcome === 'completed' || record.outcome === 'late';
    this.#addFrame(record, completed);
    if (completed && record.stamps !== null && record.issuedAt !== null) {
      this.#addCompletion(record, record.issuedAt, record.stamps);
    }
  }

  #addFrame({ deadlineAt, stamps }: RequestRecord, completed: boolean): void {
    if (deadlineAt === null) return;
    this.#frames.frames += 1;
    if (!completed || stamps === null) this.#frames.dropped += 1;
    else this.#frames.realTimeSum += realTimeScore(stamps.completedAt - deadlineAt);
  }

  #addCompletion(record: RequestRecord, issuedAt: number, stamps: ServiceStamps): void {
    this.#latency.record(stamps.completedAt - record.arrivedAt);
    this.#queueing.record(issuedAt - record.arrivedAt);
    this.#service.record(stamps.completedAt - stamps.startedAt);
    this.#addToPipeline(record, stamps.completedAt);
    this.#addOnGpu(record);
    const sums = this.#sums;
    sums.queueingMs += issuedAt - record.arrivedAt;
    sums.transportMs += stamps.startedAt - issuedAt;
    sums.preprocessMs += stamps.preprocessedAt - stamps.startedAt;
    sums.computeMs += stamps.computedAt - stamps.preprocessedAt - stamps.preemptedMs;
    sums.preemptedMs += stamps.preemptedMs;
    sums.readbackMs += stamps.readAt - stamps.computedAt;
    sums.decodeMs += stamps.completedAt - stamps.readAt;
  }

  #addToPipeline({ cause }: RequestRecord, completedAt: number): void {
    if (cause === null) return;
    this.#endToEnd.record(completedAt - cause.rootArrivedAt);
    // The page takes pictures on a clock of its own: one of this very moment may seem to come later.
    if (cause.capturedAt !== null) this.#freshness.record(Math.max(0, completedAt - cause.capturedAt));
  }

  #addOnGpu({ issueMs = null, gpuMs = null }: RequestRecord): void {
    if (issueMs !== null) this.#issue.record(issueMs);
    if (gpuMs === 'invalid') this.gpuInvalid += 1;
    else if (gpuMs !== null) this.#gpu.record(gpuMs);
  }

  /** Hits and late ones. */
  get completions(): number {
    return this.ended.completed + this.ended.late;
  }

  /** Of requests with a deadline: what XRBench's scores are made of. */
  get frames(): FrameTally {
    return { ...this.#frames };
  }

  /** hits / (hits + late + dropped + rejected + failed); null when nothing ended. */
  get deadlineHitFraction(): number | null {
    const { completed, late, dropped, rejected, failed } = this.ended;
    const all = completed + late + dropped + rejected + failed;
    return all === 0 ? null : completed / all;
  }

  get latency(): Distribution {
    return this.#latency.distribution();
  }

  /** In ms; null without completions. */
  get meanLatencyMs(): number | null {
    return this.#latency.mean;
  }

  /** In ms; null without completions. */
  get meanServiceMs(): number | null {
    return this.#service.mean;
  }

  get queueingDelay(): Distribution {
    return this.#queueing.distribution();
  }

  get serviceTime(): Distribution {
    return this.#service.distribution();
  }

  /** How long the executor's thread was busy issuing a request to the GPU, where that was measured. */
  get issueTime(): Distribution {
    return this.#issue.distribution();
  }

  /** By timestamp queries; null while nothing was timed. */
  get gpuTime(): Distribution | null {
    return this.#gpu.mean === null ? null : this.#gpu.distribution();
  }

  /** Of requests that are part of a pipeline. */
  get pipeline(): PipelineFigures {
    return { endToEndMs: this.#endToEnd.distribution(), freshnessMs: this.#freshness.distribution() };
  }

  /** In ms; null without completions. */
  get preemptedMeanMs(): number | null {
    return this.completions === 0 ? null : this.#sums.preemptedMs / this.completions;
  }

  /** Mean of the compute part in ms; null without completions. */
  get computeMeanMs(): number | null {
    return this.completions === 0 ? null : this.#sums.computeMs / this.completions;
  }

  /** Window means that sum to the mean latency; own compute and slowdown are apart only with a baseline. */
  waterfall(alone: Baseline | null): Waterfall | null {
    const n = this.completions;
    if (n === 0) return null;
    const computeMs = this.#sums.computeMs / n;
    return {
      queueingMs: this.#sums.queueingMs / n,
      transportMs: this.#sums.transportMs / n,
      preprocessMs: this.#sums.preprocessMs / n,
      ownComputeMs: alone === null ? computeMs : alone.computeMeanMs,
      slowedMs: alone === null ? null : computeMs - alone.computeMeanMs,
      preemptedMs: this.#sums.preemptedMs / n,
      readbackMs: this.#sums.readbackMs / n,
      decodeMs: this.#sums.decodeMs / n,
    };
  }

  /** This window as a solo baseline. @param durationMs its length. */
  baseline(durationMs: number): Baseline {
    return {
      n: this.completions,
      throughputPerSecond: (this.completions / durationMs) * 1000,
      latencyMs: this.latency,
      serviceTimeMs: this.serviceTime,
      computeMeanMs: this.computeMeanMs ?? 0,
      durationMs,
    };
  }
}
