import { describe, expect, it } from 'vitest';
import { type CatalogModel, catalogSchema } from '../../domain/model';
import type { TenantConfig } from '../../domain/scenario';
import { scenarioSchema } from '../../domain/scenario';
import { model, scenario } from '../../testing/builders';
import { causeChange, deadlineKinds, kindChange, possibleCauses } from './tenant-change';

const face: CatalogModel = model('face');
const mesh: CatalogModel = {
  ...model('mesh'),
  task: 'face-landmarks',
  input: { ...model('mesh').input, region: 'face' },
};
const iris: CatalogModel = {
  ...model('iris'),
  task: 'iris-landmarks',
  input: { ...model('iris').input, region: 'eyes' },
};
const models = catalogSchema.shape.models.parse([face, mesh, iris]);
const modelOf = (id: string) => models.find((one) => one.id === id);

const three = scenario([
  [
    'f',
    'x',
    { modelId: 'face', workload: { kind: 'periodic', ratePerSecond: 30, jitterFraction: 0, queueBound: 2 } },
  ],
  ['m', 'x', { modelId: 'mesh', deadline: { kind: 'fixed', ms: 50 } }],
  ['i', 'x', { modelId: 'iris' }],
]);
const tenantOf = (id: string, tenants: readonly TenantConfig[] = three.tenants): TenantConfig => {
  const found = tenants.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no tenant ${id}`);
  return found;
};

/** The scenario after a change, as the engine would check it. */
function changed(id: string, change: ReturnType<typeof kindChange>, of = three) {
  const tenants = of.tenants.map((one) => {
    if (one.id !== id) return one;
    const { dependsOn, ...rest } = { ...one, ...change };
    return dependsOn === null || dependsOn === undefined ? rest : { ...rest, dependsOn };
  });
  return scenarioSchema.parse({ ...of, tenants });
}

describe('choosing what a tenant depends on', () => {
  it('makes it triggered, and the scenario stays valid', () => {
    const { tenants } = changed('m', causeChange(tenantOf('m'), 'f', three.tenants));
    expect(tenantOf('m', tenants).workload).toEqual({ kind: 'triggered', queueBound: 4 });
    expect(tenantOf('m', tenants).dependsOn).toEqual({ tenantId: 'f', probability: 1, fanOut: 1 });
  });

  it('keeps the probability when the cause changes', () => {
    const before = { ...tenantOf('i'), dependsOn: { tenantId: 'f', probability: 0.5, fanOut: 2 } };
    expect(causeChange(before, 'm', three.tenants).dependsOn).toEqual({
      tenantId: 'm',
      probability: 0.5,
      fanOut: 2,
    });
  });

  it('takes the next frame away where no first cause is periodic', () => {
    const closed = changed('f', kindChange(tenantOf('f'), 'closed'));
    const hurried = { ...tenantOf('m'), deadline: { kind: 'next-frame' } as const };
    expect(causeChange(hurried, 'f', closed.tenants).deadline).toEqual({ kind: 'none' });
    expect(causeChange(hurried, 'f', three.tenants).deadline).toBeUndefined();
  });

  it('offers only models that find what it looks at, and never a circle', () => {
    expect(possibleCauses(tenantOf('m'), three.tenants, modelOf)).toEqual(['f']);
    expect(possibleCauses(tenantOf('f'), three.tenants, modelOf)).toEqual([]);
    expect(possibleCauses(tenantOf('i'), three.tenants, modelOf)).toEqual(['f', 'm']);
    const twoMeshes = scenario([
      ['a', 'x', { modelId: 'mesh' }],
      ['b', 'x', { modelId: 'mesh' }],
    ]).tenants;
    const [a, b] = [tenantOf('a', twoMeshes), tenantOf('b', twoMeshes)];
    const after = { ...b, dependsOn: { tenantId: 'a', probability: 1, fanOut: 1 } };
    expect(possibleCauses(a, [a, after], modelOf)).toEqual([]);
  });
});

describe('choosing a workload', () => {
  it('frees a triggered tenant from its cause', () => {
    const tied = changed('m', causeChange(tenantOf('m'), 'f', three.tenants));
    const { tenants } = changed('m', kindChange(tenantOf('m', tied.tenants), 'poisson'), tied);
    expect(tenantOf('m', tenants).dependsOn).toBeUndefined();
    expect(tenantOf('m', tenants).workload).toEqual({ kind: 'poisson', ratePerSecond: 30, queueBound: 4 });
  });

  it('keeps rate and queue bound where both kinds have them', () => {
    expect(kindChange(tenantOf('f'), 'bursty').workload).toMatchObject({ ratePerSecond: 30, queueBound: 2 });
  });

  it('takes the next frame away with the period, and keeps every other deadline', () => {
    const hurried = { ...tenantOf('f'), deadline: { kind: 'next-frame' } as const };
    expect(kindChange(hurried, 'closed').deadline).toEqual({ kind: 'none' });
    expect(kindChange(tenantOf('m'), 'poisson').deadline).toBeUndefined();
  });
});

it('the next frame is offered where arrivals or those of the first cause are periodic', () => {
  expect(deadlineKinds(tenantOf('f'), three.tenants)).toContain('next-frame');
  expect(deadlineKinds(tenantOf('m'), three.tenants)).not.toContain('next-frame');
  const tied = changed('m', causeChange(tenantOf('m'), 'f', three.tenants));
  expect(deadlineKinds(tenantOf('m', tied.tenants), tied.tenants)).toContain('next-frame');
});
