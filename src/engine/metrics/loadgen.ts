/**
 * The figure that each of MLPerf LoadGen's scenarios asks for, of a shortened run: "LoadGen-style", never an MLPerf result.
 * It is fed with ended requests and knows neither workloads' arrivals nor queues.
 */
import type { RequestRecord } from '../../domain/request';
import type { LoadgenFigures } from '../../domain/run-file';
import { type LoadgenWorkload, MULTI_STREAM_SAMPLES, samplesPerQuery } from '../../domain/scenario';
import { DistributionRecorder } from './distribution';
import { boundVerdict, leastForBound, leastForEstimate, rankFromTop } from './early-stopping';

/** A query some of whose samples have ended. */
interface OpenQuery {
  readonly arrivedAt: number;
  samplesLeft: number;
  completed: number;
  lastEndAt: number;
}

export class LoadgenWindow {
  readonly #queries = new Map<number, OpenQuery>();
  readonly #latency: DistributionRecorder;
  readonly #samplesPerQuery: number;
  /** Queries that ended. */
  #n = 0;
  /** Of them, those of which a sample was dropped, rejected or failed: longer than any latency. */
  #lost = 0;
  /** Of them, those beyond the bound (server), lost ones included. */
  #over = 0;
  #completedSamples = 0;
  #queryMs = 0;

  /** @param rule of percentiles, shared so that its answers are remembered. */
  constructor(
    private readonly workload: LoadgenWorkload,
    rule: (n: number, p: number) => number | null = rankFromTop,
  ) {
    this.#samplesPerQuery = samplesPerQuery(workload);
    // What was lost is worse than all that was recorded: the rank among the recorded ones moves up by as many.
    this.#latency = new DistributionRecorder((_, p) => {
      const rank = rule(this.#n, p);
      return rank === null || rank <= this.#lost ? null : rank - this.#lost;
    });
  }

  /** A sample ended. A query counts once all of its samples have ended within this window. */
  add(record: RequestRecord, queryId: number): void {
    const query = this.#openQuery(queryId, record.arrivedAt);
    query.samplesLeft -= 1;
    query.lastEndAt = Math.max(query.lastEndAt, record.stamps?.completedAt ?? record.endedAt);
    if (record.outcome === 'completed' || record.outcome === 'late') query.completed += 1;
    if (query.samplesLeft > 0) return;
    this.#queries.delete(queryId);
    this.#close(query);
  }

  /** Another generator counts from 0 again: a number with another arrival is another query. */
  #openQuery(queryId: number, arrivedAt: number): OpenQuery {
    const open = this.#queries.get(queryId);
    if (open !== undefined && open.arrivedAt === arrivedAt) return open;
    const query = { arrivedAt, samplesLeft: this.#samplesPerQuery, completed: 0, lastEndAt: arrivedAt };
    this.#queries.set(queryId, query);
    return query;
  }

  #close({ arrivedAt, completed, lastEndAt }: OpenQuery): void {
    const latencyMs = lastEndAt - arrivedAt;
    const lost = completed < this.#samplesPerQuery;
    this.#n += 1;
    this.#completedSamples += completed;
    this.#queryMs += latencyMs;
    if (lost) this.#lost += 1;
    else this.#latency.record(latencyMs);
    if (lost || latencyMs > this.workload.boundMs) this.#over += 1;
  }

  /** A percentile is null while too few queries ended, and when it falls on one that was lost. */
  get figures(): LoadgenFigures {
    return { mode: this.workload.mode, n: this.#n, met: null, ...this.#figure() };
  }

  #figure(): Pick<LoadgenFigures, 'metric' | 'value' | 'needed'> & Partial<Pick<LoadgenFigures, 'met'>> {
    const { mode, boundMs } = this.workload;
    const { p90, p99 } = this.#latency.distribution();
    switch (mode) {
      case 'single-stream':
        return { metric: 'p90 of latency, ms', value: p90, needed: leastForEstimate(0.9) };
      case 'multi-stream': {
        const metric = `p99 of the latency of a query of ${MULTI_STREAM_SAMPLES} samples, ms`;
        return { metric, value: p99, needed: leastForEstimate(0.99) };
      }
      case 'server': {
        const metric = `p99 of latency, ms (bound ${boundMs} ms)`;
        const met = boundVerdict(this.#n, this.#over, 0.99);
        return { metric, value: p99, needed: leastForBound(this.#over, 0.99), met };
      }
      case 'offline': {
        const value = this.#queryMs === 0 ? null : (this.#completedSamples / this.#queryMs) * 1000;
        return { metric: 'samples a second', value, needed: 1 };
      }
    }
  }
}
