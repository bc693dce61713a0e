/** The first completions of a measurement window, one by one, by tenant: what intervals are made from. It sums nothing up. */
import { MAX_SAMPLES, type MeasuredTenant } from '../domain/experiment';
import type { RequestRecord } from '../domain/request';

type Samples = Pick<MeasuredTenant, 'completedAtMs' | 'latenciesMs' | 'servicesMs'>;
type Growing = { readonly [K in keyof Samples]: number[] };

const empty = (): Growing => ({ completedAtMs: [], latenciesMs: [], servicesMs: [] });

export class WindowSamples {
  readonly #byTenant = new Map<string, Growing>();

  constructor(private readonly openedAt: number) {}

  add({ tenantId, outcome, stamps, arrivedAt }: RequestRecord): void {
    if (stamps === null || (outcome !== 'completed' && outcome !== 'late')) return;
    const samples = this.#byTenant.get(tenantId) ?? empty();
    this.#byTenant.set(tenantId, samples);
    if (samples.latenciesMs.length >= MAX_SAMPLES) return;
    // One that is told just after the window opened may have completed just before.
    samples.completedAtMs.push(Math.max(0, stamps.completedAt - this.openedAt));
    samples.latenciesMs.push(stamps.completedAt - arrivedAt);
    samples.servicesMs.push(stamps.completedAt - stamps.startedAt);
  }

  of(tenantId: string): Samples {
    return this.#byTenant.get(tenantId) ?? empty();
  }
}
