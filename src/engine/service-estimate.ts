/**
 * How long serving a tenant takes, as estimated: its parts measured alone, else its solo baseline, else a running mean of
 * what it took. It knows no requests.
 */
import type { ServiceProfile } from '../domain/plan';
import type { ServiceStamps } from '../domain/request';
import type { Baseline } from '../domain/run-file';

/** Weight of the newest sample, as Band has it (Jeong et al., MobiSys 2022). */
const NEWEST = 0.1;

export class ServiceEstimate {
  /** Running mean, ms; null before the first. */
  #servedMs: number | null = null;

  served({ startedAt, completedAt, preemptedMs }: ServiceStamps): void {
    const tookMs = completedAt - startedAt - preemptedMs;
    this.#servedMs = this.#servedMs === null ? tookMs : this.#servedMs + NEWEST * (tookMs - this.#servedMs);
  }

  /** It lives elsewhere from here on. */
  forget(): void {
    this.#servedMs = null;
  }

  /** In ms; 0 while nothing is known. @param firstMs what its first inference took, when it was loaded. */
  msOf(profile: ServiceProfile | null, alone: Baseline | null, firstMs: number | null): number {
    if (profile !== null) return profile.prepareMs + profile.computeMs + profile.afterMs;
    return alone?.serviceTimeMs.mean ?? this.#servedMs ?? firstMs ?? 0;
  }
}
