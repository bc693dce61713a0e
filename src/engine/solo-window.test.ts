import { describe, expect, it } from 'vitest';
import { instant } from '../domain/units';
import { completedRequest, scenario } from '../testing/builders';
import { MAX_BASELINE_SAMPLES } from './baseline-shelf';
import { soloOutcome } from './solo-window';
import { TenantRuntime } from './tenant-runtime';

const periodic = { kind: 'periodic', ratePerSecond: 10, jitterFraction: 0, queueBound: 4 } as const;
const tenantOf = (workload: object) => {
  const [config] = scenario([['a', 'x', workload]]).tenants;
  return new TenantRuntime(config as NonNullable<typeof config>, () => null); // there is one
};

/** Requests one after the other of `eachMs`, the first of which begins at `from`. */
function serve(tenant: TenantRuntime, from: number, count: number, eachMs: number): void {
  for (let index = 0; index < count; index += 1) {
    const at = from + index * eachMs;
    const partsMs = [0, 0, 0, eachMs, 0, 0];
    tenant.recordEnd(completedRequest({ at, partsMs, endedAt: instant(at + eachMs) }), null);
  }
}

describe('a closed loop that ran alone', () => {
  it('of 300 ms a request has its rate exactly, though the window holds a part of a request', () => {
    const tenant = tenantOf({});
    serve(tenant, 0, 11, 300); // ends at 3300
    const { baseline, samples } = soloOutcome(tenant, { startedAt: 0, openedAt: 500, closedAt: 3400 });
    expect(baseline).toMatchObject({ n: 10, durationMs: 3000 });
    expect(baseline.throughputPerSecond).toBeCloseTo(1000 / 300, 9);
    expect([...samples.completedAtMs.slice(0, 2)]).toEqual([300, 600]);
    expect(samples.latenciesMs[0]).toBeCloseTo(300, 6);
  });

  it('too slow to complete anything before the window opened is counted from its first completion', () => {
    const tenant = tenantOf({});
    serve(tenant, 0, 4, 800);
    const { baseline } = soloOutcome(tenant, { startedAt: 0, openedAt: 300, closedAt: 3300 });
    expect(baseline).toMatchObject({ n: 3, durationMs: 2400 });
  });

  it('does not count what it served beside the others', () => {
    const tenant = tenantOf({});
    serve(tenant, 0, 5, 100);
    serve(tenant, 500, 5, 200);
    const { baseline } = soloOutcome(tenant, { startedAt: 500, openedAt: 700, closedAt: 1500 });
    expect(baseline).toMatchObject({ n: 4, durationMs: 800 });
  });

  it('has the samples of its first completions only when there are many', () => {
    const tenant = tenantOf({});
    serve(tenant, 0, 3000, 1);
    const { baseline, samples } = soloOutcome(tenant, { startedAt: 0, openedAt: 100, closedAt: 3000 });
    expect(baseline.n).toBe(2900);
    expect(samples.servicesMs.length).toBe(MAX_BASELINE_SAMPLES);
  });
});

it('an open loop that ran alone is measured over the window as it was opened', () => {
  const tenant = tenantOf({ workload: periodic });
  tenant.openWindow(0);
  serve(tenant, 1000, 5, 100);
  const { baseline } = soloOutcome(tenant, { startedAt: 0, openedAt: 1000, closedAt: 2000 });
  expect(baseline).toMatchObject({ n: 5, durationMs: 1000, throughputPerSecond: 5 });
});
