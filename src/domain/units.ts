/**
 * The units of every number that crosses a module: instants, durations, sizes, rates, fractions.
 * Brands exist at compile time only. JSON documents (scenario, run file) hold plain numbers with the unit in the name.
 */
import type { Brand } from '../base/brand';

/** Milliseconds since the Unix epoch on the engine's clock. Names end in `At`. */
export type Instant = Brand<number, 'Instant'>;
/** A span in milliseconds; may be negative only where a docstring says so. Names end in `Ms`. */
export type Milliseconds = Brand<number, 'Milliseconds'>;
/** Names end in `Bytes`. */
export type Bytes = Brand<number, 'Bytes'>;
/** Events a second. Names end in `PerSecond`. */
export type PerSecond = Brand<number, 'PerSecond'>;

export const instant = (value: number): Instant => value as Instant; // the one place that blesses a raw number
export const milliseconds = (value: number): Milliseconds => value as Milliseconds; // as above
export const bytes = (value: number): Bytes => value as Bytes; // as above
export const perSecond = (value: number): PerSecond => value as PerSecond; // as above

/** The span from `from` to `to`. */
export const elapsed = (from: Instant, to: Instant): Milliseconds => milliseconds(to - from);
/** The instant `span` after `from`. */
export const after = (from: Instant, span: number): Instant => instant(from + span);
