/** The few figures that a table of ratios is made of. */
import { figure } from './summary.mjs';

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

/** Median and range. @param {readonly number[]} values @param {number} decimals */
export const spread = (values, decimals) =>
  `${figure(median(values), decimals)} (${figure(Math.min(...values), decimals)}–${figure(Math.max(...values), decimals)})`;

/** @param {readonly number[]} values above zero */
export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** STP of closed loops: Σ shared / alone. @param {readonly number[]} alone @param {readonly number[]} together */
export const stpOf = (alone, together) =>
  together.reduce((sum, rate, index) => sum + rate / (alone[index] ?? Number.NaN), 0);

/**
 * Slope of the line of least squares, units of y a unit of x.
 * @param {readonly (readonly [number, number])[]} points x, y
 */
export function slopeOf(points) {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/**
 * Nearest rank: the smallest value that so many of all do not exceed; NaN without values.
 * @param {readonly number[]} values @param {number} fraction 0..1
 */
export const percentile = (values, fraction) =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(fraction * values.length) - 1)] ?? Number.NaN;
