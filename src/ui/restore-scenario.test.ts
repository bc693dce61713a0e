import { expect, it } from 'vitest';
import { scenario } from '../testing/builders';
import { restoreScenario } from './restore-scenario';

const before = scenario([
  ['a', 'x'],
  ['b', 'y'],
  ['c', 'x'],
]);

it('a removed tenant comes back in its place, with the executor that ended with it', () => {
  const present = {
    ...before,
    executors: before.executors.filter((one) => one.id !== 'y'),
    tenants: before.tenants.filter((one) => one.id !== 'b'),
  };
  expect(restoreScenario(present, before, { tenantIds: ['b'], executorIds: ['y'] })).toEqual(before);
});

it('what was changed since stays changed, and what was added since stands last', () => {
  const [a, , c] = before.tenants;
  if (a === undefined || c === undefined) throw new Error('three tenants');
  const added = { ...a, id: 'd' };
  const present = { ...before, tenants: [{ ...a, paused: true }, added, c] };
  const restored = restoreScenario(present, before, { tenantIds: ['b'], executorIds: ['y'] });
  expect(restored.tenants.map((one) => one.id)).toEqual(['a', 'b', 'c', 'd']);
  expect(restored.tenants[0]?.paused).toBe(true);
});

it('only what went is put back', () => {
  const present = { ...before, tenants: before.tenants.slice(0, 1) };
  const restored = restoreScenario(present, before, { tenantIds: ['c'], executorIds: [] });
  expect(restored.tenants.map((one) => one.id)).toEqual(['a', 'c']);
});

it('a removed tenant of a custom model comes back with the description of its model, once', () => {
  const model = {
    id: 'custom-0123456789ab',
    source: { kind: 'files' as const },
    settings: {
      name: 'Mine',
      inputs: [{ name: 'x', shape: [1], feed: { kind: 'values' as const, values: [1] } }],
      view: { kind: 'numbers' as const },
    },
  };
  const own = {
    ...before,
    models: [model],
    tenants: before.tenants.map((one) => (one.id === 'b' ? { ...one, modelId: model.id } : one)),
  };
  const { models: _models, ...rest } = own;
  const present = { ...rest, tenants: own.tenants.filter((one) => one.id !== 'b') };
  const gone = { tenantIds: ['b'], executorIds: [] };
  expect(restoreScenario(present, own, gone).models).toEqual([model]);
  expect(restoreScenario({ ...present, models: [model] }, own, gone).models).toEqual([model]);
  expect(restoreScenario(before, before, gone)).not.toHaveProperty('models');
});
