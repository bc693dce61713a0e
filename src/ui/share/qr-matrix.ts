/**
 * A QR code as a grid of modules, and what fits into one. The library encodes; this chooses how much damage a code may
 * take and tells what is too long, before it is tried.
 */
import { encodeQR } from 'qr';

/** Bytes in byte mode at version 40 (ISO/IEC 18004, table 7): 7 % of the code may be lost. */
export const MOST_BYTES = 2953;
/** The same where 15 % may be lost. */
const MOST_BYTES_MEDIUM = 2331;
/** From here on a code has more than 97 modules a side: cameras at the back of a room no longer tell them apart. */
export const COMFORTABLE_BYTES = 660;
/** The standard's quiet zone, in modules. */
const QUIET = 4;

export interface QrCode {
  /** Modules a side, quiet zone included. */
  readonly size: number;
  /** The same without it. */
  readonly modules: number;
  /** The dark modules, as the `d` of an SVG path in units of a module: a bar for each run in a row. */
  readonly path: string;
}

/** How long `text` is as a QR code counts it. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** @returns null when `text` has more than `MOST_BYTES`. */
export function qrCode(text: string): QrCode | null {
  const bytes = bytesOf(text);
  if (bytes > MOST_BYTES) return null;
  const ecc = bytes > MOST_BYTES_MEDIUM ? 'low' : 'medium';
  const rows = encodeQR(text, 'raw', { ecc, border: QUIET });
  return { size: rows.length, modules: rows.length - 2 * QUIET, path: rows.map(barsOf).join('') };
}

function barsOf(row: readonly boolean[], y: number): string {
  let bars = '';
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const from = x;
    while (row[x + 1] === true) x += 1;
    bars += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
  }
  return bars;
}
