/**
 * Numbers as they stand on the screen: a fixed number of digits by size, so that nothing jumps. A number that does
 * not exist is a dash, never a zero.
 */

export const DASH = '–';
/** Thin, non-breaking: keeps a unit with its number. */
const GAP = '\u202f';

type Maybe = number | null | undefined;
const missing = (value: Maybe): value is null | undefined =>
  value === null || value === undefined || !Number.isFinite(value);

/** Three significant digits at least, no more than one decimal above ten. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** Milliseconds: "16.6 ms"; from ten seconds on in seconds: "12.0 s". */
export function formatMs(value: Maybe): string {
  if (missing(value)) return DASH;
  return Math.abs(value) >= 10_000 ? `${(value / 1000).toFixed(1)}${GAP}s` : `${digits(value)}${GAP}ms`;
}

/** Events a second: "30.1/s". */
export const formatRate = (value: Maybe): string =>
  missing(value) ? DASH : `${Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1)}/s`;

/** Whole numbers with groups: "1 260". */
export const formatCount = (value: Maybe): string =>
  missing(value)
    ? DASH
    : Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, GAP);

/** Decimal megabytes and so on: "61 MB". */
export function formatBytes(value: Maybe): string {
  if (missing(value)) return DASH;
  if (value < 1000) return `${value.toFixed(0)}${GAP}B`;
  if (value < 1e6) return `${(value / 1e3).toFixed(0)}${GAP}kB`;
  return value < 1e9
    ? `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)}${GAP}MB`
    : `${(value / 1e9).toFixed(2)}${GAP}GB`;
}

/** 0..1 as per cent: "97 %". */
export const formatFraction = (value: Maybe, decimals = 0): string =>
  missing(value) ? DASH : `${(value * 100).toFixed(decimals)}${GAP}%`;

/** A ratio: "1.62×". */
export const formatFactor = (value: Maybe): string => (missing(value) ? DASH : `${value.toFixed(2)}×`);

/** A dimensionless figure such as STP: "3.25". */
export const formatFigure = (value: Maybe): string => (missing(value) ? DASH : value.toFixed(2));

/** Elapsed time: "00:42", "1:02:03". */
export function formatClock(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  const two = (value: number) => value.toString().padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}
