import { describe, expect, it } from 'vitest';
import type { TenantConfig } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';
import { standingAlone } from './standing-alone';

const behind = (tenantId: string) =>
  ({
    modelId: 'looker',
    workload: { kind: 'triggered', queueBound: 4 },
    dependsOn: { tenantId, probability: 1, fanOut: 1 },
    deadline: { kind: 'next-frame' },
  }) as const;
const frames = { kind: 'periodic', ratePerSecond: 20, jitterFraction: 0, queueBound: 4 } as const;
const chain = scenario([
  ['faces', 'x', { workload: frames, deadline: { kind: 'next-frame' } }],
  ['mesh', 'x', behind('faces')],
  ['iris', 'x', behind('mesh')],
]);
const [, mesh, iris] = chain.tenants as [TenantConfig, TenantConfig, TenantConfig]; // three of them

describe('a tenant whose cause is taken out', () => {
  it('asks for itself as often as the first of its pipeline did, and keeps a next frame to be in time for', () => {
    expect(standingAlone(mesh, chain.tenants)).toMatchObject({
      workload: frames,
      deadline: { kind: 'next-frame' },
    });
    expect(standingAlone(iris, chain.tenants)).not.toHaveProperty('dependsOn');
  });

  it('asks for one after the other where that is not known, without a next frame', () => {
    const alone = standingAlone(iris, [iris]);
    expect(alone).toMatchObject({ workload: { kind: 'closed', inFlight: 1 }, deadline: { kind: 'none' } });
  });

  it('does so while it runs, and its scenario can be loaded again', async () => {
    const { run, playground, clock, tenant, latest, outcome } = await open(chain);
    await run(200);
    void playground.removeTenant({ tenantId: 'mesh' });
    await advance(clock, 1000);
    expect(tenant('iris').config.workload).toEqual(frames);
    expect(tenant('iris').status.kind).toBe('running');
    expect(tenant('iris').completions).toBeGreaterThan(10);
    expect(identity(tenant('iris'))).toBe(0);
    expect(await outcome(playground.loadScenario(latest().scenario))).toBeUndefined();
  });
});

describe('a change of a tenant', () => {
  it('that makes a circle, or takes a cause without another workload, is refused in words', async () => {
    const { run, playground, tenant, outcome } = await open(chain);
    await run(100);
    const circle = await outcome(
      playground.updateTenant({
        tenantId: 'faces',
        change: { dependsOn: behind('iris').dependsOn, workload: behind('iris').workload },
      }),
    );
    expect(circle).toMatchObject({ code: 'scenario-invalid', message: expect.stringContaining('circle') });
    const half = await outcome(playground.updateTenant({ tenantId: 'mesh', change: { dependsOn: null } }));
    expect(half).toMatchObject({
      code: 'scenario-invalid',
      message: expect.stringContaining('mesh, workload: a triggered workload and dependsOn need each other'),
    });
    expect(tenant('faces').config.workload).toEqual(frames);
    expect(tenant('mesh').config.dependsOn?.tenantId).toBe('faces');
  });

  it('takes what it depends on away while everything runs on', async () => {
    const { run, playground, tenant, clock, rows } = await open({
      ...chain,
      tenants: chain.tenants.slice(0, 2),
    });
    await run(200);
    await playground.updateTenant({
      tenantId: 'mesh',
      change: { dependsOn: null, workload: { kind: 'closed', inFlight: 1 } },
    });
    await advance(clock, 500);
    expect(tenant('mesh').config).not.toHaveProperty('dependsOn');
    expect(tenant('mesh').config.deadline).toEqual({ kind: 'none' });
    expect(tenant('mesh').completions).toBeGreaterThan(10);
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('in priority and weight alone does not interrupt its arrivals', async () => {
    const { run, playground, tenant, clock, workers, rows } = await open(
      scenario([['a', 'x', { workload: frames }]]),
    );
    await run(205);
    await playground.updateTenant({ tenantId: 'a', change: { priority: 5, weight: 2 } });
    await advance(clock, 500);
    const gaps = rows.slice(1).map((row, index) => row.arrivedAt - (rows[index]?.arrivedAt ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(50, 6);
    expect(workers.get('x')?.schedules.at(-1)?.policy.tenants).toMatchObject([{ priority: 5, weight: 2 }]);
    expect(tenant('a').config).toMatchObject({ priority: 5, weight: 2 });
  });
});
