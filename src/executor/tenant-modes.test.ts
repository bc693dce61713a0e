import { describe, expect, it } from 'vitest';
import type { ModeReport } from '../domain/gpu';
import { model } from '../testing/builders';
import { Background } from './background';
import { HostedTenant } from './hosted-tenant';
import type { LoadedModel, RecordedModel } from './runtime';
import { createRandomInput } from './tenant-input';
import { TenantModes } from './tenant-modes';

function networkOf(more: Partial<LoadedModel> = {}): LoadedModel {
  return {
    upload: () => {},
    execute: async () => ({ read: async () => [{ data: Float32Array.of(1), shape: [1] }] }),
    dissect: () => ({ whole: 'tiny' }),
    fenced: true,
    fixSumOrder: null,
    notes: [],
    record: null,
    issueMs: null,
    dispose: () => {},
    ...more,
  };
}

function recording(disposed: { count: number }): RecordedModel {
  const facts = {
    ...{ dispatches: 1, copies: 0, pipelines: 1, weightBytes: 0 },
    ...{ intermediateBytes: 4, unaliasedBytes: 4, uniformBytes: 4, constantBytes: 0 },
  };
  const profileKernels = () => Promise.reject(new Error('not here'));
  const dispose = () => {
    disposed.count += 1;
  };
  return { ...networkOf(), facts, inMidRun: false, profileKernels, dispose };
}

function subject(record: LoadedModel['record'] | 'recordable' = 'recordable') {
  const background = new Background();
  const told: ModeReport[] = [];
  const settled: string[] = [];
  const disposed = { count: 0 };
  const modes = new TenantModes({
    inBackground: (work) => background.add(work),
    onMode: ({ report }) => told.push(report),
    onSettled: (tenantId) => settled.push(tenantId),
  });
  const tiny = model('tiny');
  const eager = networkOf({
    record: record === 'recordable' ? async () => recording(disposed) : record,
  });
  const tenant = new HostedTenant({
    model: tiny,
    network: eager,
    input: { ...createRandomInput(tiny, 1), rest: () => {}, willHandOn: () => {} },
    interference: { beforeCompute: () => {}, afterRead: (outputs) => outputs },
    seed: 1,
    now: () => 0,
  });
  const work = async () => {
    while (background.hasWork) await background.step();
  };
  return { modes, tenant, eager, told, settled, disposed, work };
}

describe('the mode of a tenant', () => {
  it('is eager until its recording stands, then recorded by itself', async () => {
    const { modes, tenant, eager, told, settled, work } = subject();
    modes.add('a', tenant, 'auto');
    expect(told.at(-1)).toMatchObject({ running: 'eager', recordable: null, facts: null });
    expect(tenant.network).toBe(eager);
    expect(settled).toEqual([]);
    await work();
    expect(told.at(-1)).toMatchObject({ asked: 'auto', running: 'recorded', recordable: true });
    expect(tenant.network).not.toBe(eager);
    expect(settled).toEqual(['a']);
  });

  it('is segmented while its executor chooses between segments, unless it was asked to run whole', async () => {
    const { modes, tenant, told, work } = subject();
    modes.add('a', tenant, 'auto');
    await work();
    modes.schedule(true);
    expect(told.at(-1)).toMatchObject({ running: 'segmented' });
    modes.ask('a', 'recorded');
    expect(told.at(-1)).toMatchObject({ running: 'recorded' });
    expect(modes.isSegmented('a')).toBe(false);
    modes.schedule(false);
    modes.ask('a', 'segmented');
    expect(told.at(-1)).toMatchObject({
      running: 'recorded',
      reason: expect.stringContaining('its executor chooses between inferences'),
    });
  });

  it('is switched to eager and back without recording again', async () => {
    const { modes, tenant, eager, told, settled, disposed, work } = subject();
    modes.add('a', tenant, 'auto');
    await work();
    modes.ask('a', 'eager');
    expect(tenant.network).toBe(eager);
    expect(told.at(-1)).toMatchObject({ running: 'eager', recordable: true });
    modes.ask('a', 'auto');
    await work();
    expect(tenant.network).not.toBe(eager);
    expect(settled).toEqual(['a', 'a', 'a']);
    expect(disposed.count).toBe(0);
  });

  it('is not recorded before anybody wants it when it was asked to be eager', async () => {
    const { modes, tenant, eager, told, settled, work } = subject();
    modes.add('a', tenant, 'eager');
    expect(settled).toEqual(['a']);
    await work();
    expect(told.at(-1)).toMatchObject({ running: 'eager', recordable: null });
    modes.ask('a', 'recorded');
    await work();
    expect(tenant.network).not.toBe(eager);
  });

  it('stays eager, with the reason, when it cannot be recorded', async () => {
    const { modes, tenant, eager, told, settled, work } = subject(() =>
      Promise.reject(new Error('Tiny cannot be recorded: TopK needs a value on the CPU in mid-run.')),
    );
    modes.add('a', tenant, 'segmented');
    await work();
    expect(tenant.network).toBe(eager);
    expect(told.at(-1)).toMatchObject({
      running: 'eager',
      recordable: false,
      reason: expect.stringContaining('TopK needs a value'),
    });
    expect(settled).toEqual(['a']);
  });

  it('is nothing to tell where nothing can be recorded', async () => {
    const { modes, tenant, told, settled } = subject(null);
    modes.add('a', tenant, 'auto');
    modes.ask('a', 'eager');
    expect(told).toEqual([]);
    expect(settled).toEqual(['a']);
    expect(modes.isSettled('a')).toBe(true);
  });

  it('drops a recording that ends after its tenant has left, and frees the one that stands', async () => {
    const early = subject();
    early.modes.add('a', early.tenant, 'auto');
    await early.modes.remove('a');
    await early.work();
    expect(early.told.at(-1)).toMatchObject({ running: 'eager' });
    const late = subject();
    late.modes.add('a', late.tenant, 'auto');
    await late.work();
    await late.modes.remove('a');
    late.tenant.dispose();
    expect(late.disposed.count).toBe(1);
  });

  it('keeps how each network was cut, and cuts a recording anew when more submits may be under way', async () => {
    const { modes, tenant, work } = subject();
    modes.add('a', tenant, 'auto');
    const plan = {
      ...{ target: 2, segmentsMs: [1], wholeMs: 1, n: 1, cutsTried: 0, cutsKept: 0 },
      ...{ reason: null, lossFraction: 0, fenceMs: null },
    };
    const [eager, recorded] = [
      { plan, network: null },
      { plan, network: null },
    ];
    tenant.cut = eager;
    await work();
    expect(tenant.cut).toBeNull();
    tenant.cut = recorded;
    modes.ask('a', 'recorded');
    expect(tenant.cut).toBeNull();
    modes.ask('a', 'eager');
    expect(tenant.cut).toBe(eager);
    modes.ask('a', 'segmented');
    expect(tenant.cut).toBe(recorded);
    modes.underWay(3);
    expect(tenant.cut).toBeNull();
    modes.ask('a', 'eager');
    expect(tenant.cut).toBe(eager);
  });
});
