/** When the executors of one device computed, from the records of what they served: how many of them did at each instant. */
import type { RequestRecord } from '../../domain/request';

/** Instants. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** When a request computed: its segments, or all of its compute part. */
export function computeSpans({ stamps, segmentsAt }: RequestRecord): Span[] {
  if (stamps === null) return [];
  if (segmentsAt === null) return [{ from: stamps.preprocessedAt, to: stamps.computedAt }];
  return Array.from({ length: segmentsAt.length >> 1 }, (_, index) => ({
    from: segmentsAt[2 * index] as number, // pairs
    to: segmentsAt[2 * index + 1] as number,
  }));
}

/** A step function of time. */
export class ComputingCount {
  /** Where it changes, ascending. */
  readonly #at: Float64Array;
  /** Executors that compute from there on. */
  readonly #count: Int8Array;

  /** @param records of the executors of one device, any order. */
  constructor(records: readonly RequestRecord[]) {
    const byExecutor = new Map<string, Span[]>();
    for (const record of records) {
      const spans = byExecutor.get(record.executorId) ?? [];
      byExecutor.set(record.executorId, spans);
      spans.push(...computeSpans(record));
    }
    const edges = [...byExecutor.values()].flatMap((spans) =>
      merged(spans).flatMap(({ from, to }) => [[from, 1] as const, [to, -1] as const]),
    );
    edges.sort(([a, up], [b, other]) => a - b || up - other);
    this.#at = Float64Array.from(edges, ([at]) => at);
    this.#count = new Int8Array(edges.length);
    let count = 0;
    edges.forEach(([, change], index) => {
      count += change;
      this.#count[index] = count;
    });
  }

  /** Adds to `sums[k]` how long k executors computed within a span, ms. */
  addTo(sums: Float64Array, { from, to }: Span): void {
    let index = this.#lastBefore(from);
    let at = from;
    while (at < to) {
      const next = Math.min(to, this.#at[index + 1] ?? Number.POSITIVE_INFINITY);
      const count = Math.min(index < 0 ? 0 : (this.#count[index] ?? 0), sums.length - 1);
      sums[count] = (sums[count] ?? 0) + next - at;
      at = next;
      index += 1;
    }
  }

  /** Index of the last change at or before an instant; −1 when there is none. */
  #lastBefore(instant: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] as number) <= instant)
        low = middle + 1; // below its length
      else high = middle;
    }
    return low - 1;
  }
}

/** Spans of one executor that do not overlap, in order: a request that is preempted has others in its gaps. */
function merged(spans: Span[]): Span[] {
  const lines: { from: number; to: number }[] = [];
  for (const { from, to } of spans.sort((a, b) => a.from - b.from)) {
    const last = lines.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else lines.push({ from, to });
  }
  return lines;
}
