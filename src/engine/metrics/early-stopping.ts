/**
 * MLPerf LoadGen's early-stopping rule: may a percentile be shown from n samples, and which sample is it?
 * Source: mlcommons/inference `loadgen/early_stopping.cc`: the largest t with BinomCDF(t; n, 1 − p) ≤ 1 − c at
 * confidence c = 0.99; the estimate discards the t − 1 worst samples and reports the worst one left.
 */

const CONFIDENCE = 0.99;

/** ln(k!) by summation, grown on demand. */
function createLogFactorial(): (k: number) => number {
  const table = [0];
  return (k) => {
    for (let i = table.length; i <= k; i += 1) table.push((table[i - 1] ?? 0) + Math.log(i));
    return table[k] ?? 0;
  };
}

/**
 * How many of the worst samples are over the estimate, plus one: the 1-based rank from the top of the estimate.
 * @param n samples; @param p percentile as a fraction, e.g. 0.95.
 * @returns null when n samples do not allow an estimate at 99 % confidence.
 */
export function rankFromTop(n: number, p: number, logFactorial = createLogFactorial()): number | null {
  const tail = 1 - p;
  let cumulative = 0;
  let allowed = 0;
  for (let t = 0; t <= n; t += 1) {
    const logTerm =
      logFactorial(n) -
      logFactorial(t) -
      logFactorial(n - t) +
      t * Math.log(tail) +
      (n - t) * Math.log(1 - tail);
    cumulative += Math.exp(logTerm);
    if (cumulative > 1 - CONFIDENCE) break;
    allowed = t;
  }
  return allowed >= 1 ? allowed : null;
}

/** A `rankFromTop` that remembers its answers: a snapshot asks for the same n again and again. */
export function createPercentileRule(): (n: number, p: number) => number | null {
  const logFactorial = createLogFactorial();
  const known = new Map<string, number | null>();
  return (n, p) => {
    const key = `${n}:${p}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const rank = rankFromTop(n, p, logFactorial);
    if (known.size > 4096) known.clear();
    known.set(key, rank);
    return rank;
  };
}

/** P(X ≤ t) for X of a binomial distribution over n trials of probability `tail`. */
function binomialCdf(t: number, n: number, tail: number): number {
  let logTerm = n * Math.log(1 - tail);
  let cumulative = Math.exp(logTerm);
  for (let k = 1; k <= t; k += 1) {
    logTerm += Math.log(((n - k + 1) / k) * (tail / (1 - tail)));
    cumulative += Math.exp(logTerm);
  }
  return Math.min(1, cumulative);
}

/** Whether n queries with `over` beyond a bound show at 99 % confidence that percentile p is within it. */
const confirms = (n: number, over: number, p: number): boolean =>
  over < n && binomialCdf(over, n, 1 - p) <= 1 - CONFIDENCE;

/**
 * How many queries are needed, when `over` of them are beyond a bound, to show that percentile p is within it: the least
 * h + t of LoadGen's rule with t = `over`.
 */
export function leastForBound(over: number, p: number): number {
  let few = over;
  let enough = Math.max(1, 2 * over);
  while (!confirms(enough, over, p)) {
    few = enough;
    enough *= 2;
  }
  while (enough - few > 1) {
    const between = Math.floor((few + enough) / 2);
    if (confirms(between, over, p)) enough = between;
    else few = between;
  }
  return enough;
}

/** The fewest samples that allow an estimate of percentile p: it discards none and reports the worst. */
export const leastForEstimate = (p: number): number => leastForBound(1, p);

/** Whether percentile p of n queries, `over` of them beyond the bound, is within it at 99 % confidence; null: open. */
export function boundVerdict(n: number, over: number, p: number): boolean | null {
  if (confirms(n, over, p)) return true;
  const exceeded = over > 0 && 1 - binomialCdf(over - 1, n, 1 - p) <= 1 - CONFIDENCE;
  return exceeded ? false : null;
}
