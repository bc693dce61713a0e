import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { MAX_EXECUTORS, scenarioSchema } from '../domain/scenario';
import { compressed } from './link-compression';
import { hashOf, MAX_HASH, presetOf, scenarioFromHash } from './scenario-link';

const scenario = scenarioSchema.parse({
  schemaVersion: 1,
  name: 'Zwölf · 12',
  executors: [{ id: 'e1', backend: 'wasm' }],
  tenants: [{ id: 'a', modelId: 'm', executorId: 'e1', workload: { kind: 'closed', inFlight: 2 } }],
});
const presets = [{ id: 'first', scenario: { ...scenario, name: 'first' } }];
const read = (hash: string) => scenarioFromHash(hash, presets, ['m']);
/** The hash of a scenario that fits in one. */
const linked = (given: typeof scenario): string => hashOf(given, presets) ?? 'too large';
/** Code and message of the refusal. */
function refusal(hash: string): string {
  try {
    read(hash);
  } catch (thrown) {
    if (thrown instanceof EngineError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'accepted';
}
const encoded = (text: string) => `#s=${Buffer.from(text).toString('base64url')}`;
const packed = (bytes: Uint8Array) => `#z=${Buffer.from(bytes).toString('base64url')}`;

describe('the scenario in the address', () => {
  it('a custom scenario survives the way through the hash, umlauts included', () => {
    expect(read(linked(scenario))).toEqual(scenario);
  });

  it('how tenants run on WebGPU, and what their executor is given, survives the way through the hash', () => {
    const executors = scenario.executors.map((one) => ({
      ...one,
      ...{ backend: 'webgpu' as const, submitsInFlight: 3, gpuTiming: true, memoryBudgetMB: 300 },
    }));
    const given = {
      ...scenario,
      executors,
      tenants: scenario.tenants.map((one) => ({ ...one, mode: 'eager' as const })),
    };
    expect(read(linked(given))).toEqual(given);
    expect(JSON.stringify(read(linked(scenario)))).toBe(JSON.stringify(scenario));
  });

  it('a custom scenario is written compressed, and a link from before that is still read', () => {
    expect(linked(scenario)).toMatch(/^#z=/);
    expect(linked(scenario).length).toBeLessThan(encoded(JSON.stringify(scenario)).length);
    expect(read(encoded(JSON.stringify(scenario)))).toEqual(scenario);
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
    expect(refusal('#s=%%%')).toMatch(/^link-invalid: .*not base64url/);
    expect(refusal(`#s=${Buffer.from([0xff, 0xfe]).toString('base64url')}`)).toMatch(
      /^link-invalid: .*not text/,
    );
    expect(refusal(encoded('never JSON'))).toMatch(/^link-invalid: .*no JSON/);
    expect(refusal(encoded('{"a":1}} and more'))).toMatch(/^link-invalid: .*no JSON/);
    expect(refusal(encoded('{"a":1}'))).toMatch(
      /^scenario-invalid: The scenario is not valid. schemaVersion/,
    );
    expect(refusal('#nonsense')).toMatch(/^link-invalid: .*should start with/);
    expect(refusal('#s')).toMatch(/^link-cut: /);
    expect(refusal('#z')).toMatch(/^link-cut: /);
    expect(refusal('#preset=')).toMatch(/^link-cut: /);
  });

  it('a link that was cut anywhere says so, whichever form it has', () => {
    const codes = new Set<string>();
    for (const whole of [linked(scenario), encoded(JSON.stringify(scenario))]) {
      for (let length = '#s'.length; length < whole.length; length += 1)
        codes.add(refusal(whole.slice(0, length)).split(':')[0] ?? '');
    }
    expect([...codes]).toEqual(['link-cut']);
  });

  it('a compressed link that is none, or was changed on the way, says so', () => {
    expect(refusal('#z=%%%')).toMatch(/^link-invalid: .*after #z= is not base64url/);
    expect(refusal(packed(Buffer.from(JSON.stringify(scenario))))).toMatch(
      /^link-invalid: .*not what this app compresses/,
    );
    const stream = Buffer.from(compressed(Buffer.from(JSON.stringify(scenario))));
    stream.writeUInt8(stream.readUInt8(stream.length - 1) ^ 1, stream.length - 1);
    expect(refusal(packed(stream))).toMatch(/^link-invalid: .*checksum/);
    expect(refusal(packed(compressed(Buffer.from([0xff, 0xfe]))))).toMatch(/^link-invalid: .*not text/);
    expect(refusal(packed(compressed(Buffer.from('never JSON'))))).toMatch(/^link-invalid: .*no JSON/);
  });

  it('a link that swells beyond a megabyte is refused before it is unpacked whole', () => {
    expect(refusal(packed(compressed(new Uint8Array(50_000_000))))).toMatch(
      /^link-too-long: The link swells to more than 1 MiB/,
    );
  });

  it('a link that is too long is refused before it is decoded, and none is written', () => {
    expect(refusal(`#s=${'A'.repeat(2 ** 20)}`)).toMatch(
      /^link-too-long: The link is 1048578 characters long/,
    );
    expect(refusal(`#s=${'%'.repeat(MAX_HASH)}`)).toMatch(/^link-too-long: /);
    const values = (from: number) => Array.from({ length: 4096 }, (_, index) => Math.sin(from + index));
    const inputs = [0, 10_000, 20_000, 30_000].map((from) => ({
      name: `input ${from}`,
      shape: [1, 4096],
      feed: { kind: 'values' as const, values: values(from) },
    }));
    const model = {
      id: 'custom-0123456789ab',
      source: { kind: 'files' as const },
      settings: { name: 'Mine', inputs, view: { kind: 'numbers' as const } },
    };
    expect(hashOf({ ...scenario, models: [model] }, presets)).toBeNull();
  });

  it('a link that was edited says at which field', () => {
    const edited = JSON.stringify({ ...scenario, tenants: [{ ...scenario.tenants[0], paused: 'no' }] });
    expect(refusal(encoded(edited))).toMatch(/^scenario-invalid: .*tenants\[0\]\.paused/);
  });

  it('a link from a newer version says so, whatever else stands in it', () => {
    expect(refusal(encoded('{"schemaVersion":3,"what":"ever"}'))).toMatch(/^scenario-too-new: /);
  });

  it('a link with more executors than one tab holds is refused with both numbers', () => {
    const executors = Array.from({ length: 30 }, (_, index) => ({ id: `e${index}`, backend: 'cpu' }));
    expect(refusal(encoded(JSON.stringify({ ...scenario, executors })))).toMatch(
      new RegExp(`^scenario-too-large: .*30 executors.*${MAX_EXECUTORS}`),
    );
  });

  it('a link carries where models of one’s own came from and how they are fed', () => {
    const model = {
      id: 'custom-0123456789ab',
      source: { kind: 'url' as const, url: 'https://models.example/mine/model.json' },
      settings: {
        name: 'Mine',
        inputs: [
          { name: 'x', shape: [1, 8], feed: { kind: 'random' as const, range: [0, 1] as [number, number] } },
        ],
        view: { kind: 'numbers' as const },
      },
    };
    const tenants = scenario.tenants.map((one) => ({ ...one, modelId: model.id }));
    const mine = { ...scenario, tenants, models: [model] };
    expect(read(linked(mine))).toEqual(mine);
  });

  it('an unknown model in a link is named', () => {
    const tenants = scenario.tenants.map((one) => ({ ...one, modelId: 'other' }));
    expect(() => read(linked({ ...scenario, tenants }))).toThrow(
      'tenants[0].modelId: no model is called "other"; there are: m',
    );
  });
});
