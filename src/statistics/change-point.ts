/**
 * Where a growing curve stops growing: the change-point of two straight lines, the first through the origin (nothing yields
 * nothing), fitted by least squares over a grid of change-points (Hinkley, JASA 66, 1971; Muggeo, Statistics in Medicine
 * 22, 2003). Its interval: the points are drawn anew from their own intervals (parametric bootstrap, Efron & Tibshirani
 * 1993, 6.5). It knows nothing of copies or throughput.
 */
import { probit, quantileSorted } from 'simple-statistics';
import { createPrng } from '../base/prng';
import type { Interval } from '../domain/interval';
import { Z95 } from './student';

interface CurvePoint {
  /** Above 0, ascending. */
  readonly at: number;
  readonly figure: Interval;
}
interface ChangePoint {
  readonly at: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
}

const FEWEST_POINTS = 3;
const REDRAWN = 400;
const STEPS = 80;
/** Growth after the change-point of at least this share of that before is going on. */
const GOES_ON = 0.5;
const SURE = 0.95;

/** @returns null with fewer than three points, or when growth does not stop in 95 % of the curves drawn. */
export function changePoint(points: readonly CurvePoint[], seed: number): ChangePoint | null {
  if (points.length < FEWEST_POINTS) return null;
  const ats = points.map(({ at }) => at);
  const found = hingeOf(
    ats,
    points.map(({ figure }) => figure.value),
  );
  if (found === null) return null;
  const prng = createPrng(seed);
  const stops: number[] = [];
  for (let drawn = 0; drawn < REDRAWN; drawn += 1) {
    const at = hingeOf(
      ats,
      points.map(({ figure }) => drawFrom(figure, prng.next())),
    );
    if (at !== null) stops.push(at);
  }
  if (stops.length < SURE * REDRAWN) return null;
  stops.sort((a, b) => a - b);
  return {
    at: found,
    low: Math.min(found, quantileSorted(stops, 0.025)),
    high: Math.max(found, quantileSorted(stops, 0.975)),
  };
}

/** A value whose logarithm is spread as the interval says. */
function drawFrom({ value, low, high }: Interval, uniform: number): number {
  const deviation = Math.log(high / low) / (2 * Z95);
  return value * Math.exp(deviation * probit(Math.min(1 - 1e-9, Math.max(1e-9, uniform))));
}

/** Of the best of the grid; null when its second line still grows by half as much, or its first does not grow. */
function hingeOf(ats: readonly number[], values: readonly number[]): number | null {
  const first = ats[0] ?? 0;
  const most = ats.at(-2) ?? first;
  let best = { error: Number.POSITIVE_INFINITY, at: first, before: 0, after: 0 };
  for (let step = 0; step <= STEPS; step += 1) {
    const at = first + ((most - first) * step) / STEPS;
    const fit = fitAt(at, ats, values);
    if (fit.error < best.error - 1e-12) best = { at, ...fit };
  }
  return best.before > 0 && best.after < GOES_ON * best.before ? best.at : null;
}

interface HingeFit {
  readonly error: number;
  readonly before: number;
  readonly after: number;
}

/** Least squares of y = before · x + bend · max(0, x − at). */
function fitAt(at: number, ats: readonly number[], values: readonly number[]): HingeFit {
  let xx = 0;
  let xh = 0;
  let hh = 0;
  let xy = 0;
  let hy = 0;
  let yy = 0;
  ats.forEach((x, index) => {
    const y = values[index] ?? 0;
    const h = Math.max(0, x - at);
    xx += x * x;
    xh += x * h;
    hh += h * h;
    xy += x * y;
    hy += h * y;
    yy += y * y;
  });
  const determinant = xx * hh - xh * xh;
  const before = determinant === 0 ? xy / xx : (xy * hh - hy * xh) / determinant;
  const bend = determinant === 0 ? 0 : (hy * xx - xy * xh) / determinant;
  return { error: yy - before * xy - bend * hy, before, after: before + bend };
}
