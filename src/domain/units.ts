/**
 * Instants, the one unit that must never mix with another: a brand that exists at compile time only. JSON documents
 * (scenario, run file) hold plain numbers with the unit in the name: `…Ms`, `…Bytes`, `…PerSecond`, `…Fraction`.
 */
import type { Brand } from '../base/brand';

/** Milliseconds since the Unix epoch on the engine's clock. Names end in `At`. */
export type Instant = Brand<number, 'Instant'>;

export const instant = (value: number): Instant => value as Instant; // the one place that blesses a raw number

/** The instant `spanMs` after `from`. */
export const after = (from: Instant, spanMs: number): Instant => instant(from + spanMs);
