import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../domain/scenario';
import { hashOf, presetOf, scenarioFromHash } from './scenario-link';

const scenario = scenarioSchema.parse({
  schemaVersion: 1,
  name: 'Zwölf · 12',
  executors: [{ id: 'e1', backend: 'wasm' }],
  tenants: [{ id: 'a', modelId: 'm', executorId: 'e1', workload: { kind: 'closed', inFlight: 2 } }],
});
const presets = [{ id: 'first', scenario: { ...scenario, name: 'first' } }];
const read = (hash: string) => scenarioFromHash(hash, presets, ['m']);
const encoded = (text: string) => `#s=${Buffer.from(text).toString('base64url')}`;

describe('the scenario in the address', () => {
  it('a custom scenario survives the way through the hash, umlauts included', () => {
    expect(read(hashOf(scenario, presets))).toEqual(scenario);
  });

  it('a scenario that equals a preset is linked by its name', () => {
    expect(hashOf({ ...scenario, name: 'first' }, presets)).toBe('#preset=first');
    expect(read('#preset=first')).toEqual(presets[0]?.scenario);
  });

  it('a changed preset is a custom scenario', () => {
    expect(presetOf({ ...scenario, name: 'first', seed: 2 }, presets)).toBeUndefined();
  });

  it('an empty hash asks for nothing', () => {
    expect(read('')).toBeNull();
    expect(read('#')).toBeNull();
  });

  it('an unknown preset is refused with the names of those that exist', () => {
    expect(() => read('#preset=second')).toThrow('no preset is called "second"; there are: first');
  });

  it('text that is not base64url, not JSON or not a scenario is refused with where and why', () => {
    expect(() => read('#s=%%%')).toThrow('not base64url');
    expect(() => read(encoded('{"a":'))).toThrow('not JSON');
    expect(() => read(encoded('{"a":1}'))).toThrow('The scenario is not valid. schemaVersion');
    expect(() => read('#nonsense')).toThrow('should start with');
    expect(() => read(`#s=${'A'.repeat(70_000)}`)).toThrow('characters long');
  });

  it('an unknown model in a link is named', () => {
    const hash = hashOf(
      { ...scenario, tenants: scenario.tenants.map((one) => ({ ...one, modelId: 'other' })) },
      presets,
    );
    expect(() => read(hash)).toThrow('tenants[0].modelId: no model is called "other"; there are: m');
  });
});
