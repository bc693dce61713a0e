import { describe, expect, it } from 'vitest';
import { PLAIN_CHOICE } from '../domain/scenario';
import { EngineError } from './errors';
import { MAX_EXECUTORS, MAX_TENANTS, parseScenario } from './scenario';

const tenant = { id: 'a', modelId: 'm', executorId: 'x', workload: { kind: 'closed', inFlight: 1 } };
const good = { schemaVersion: 1, name: 'test', executors: [{ id: 'x', backend: 'auto' }], tenants: [tenant] };
const parse = (document: unknown) => parseScenario(document, ['m']);

function refusal(document: unknown): string {
  try {
    parse(document);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(EngineError);
    return thrown instanceof EngineError ? `${thrown.code}: ${thrown.message}` : '';
  }
  return 'accepted';
}

describe('a scenario from outside', () => {
  it('gets its defaults', () => {
    expect(parse(good)).toMatchObject({
      seed: 1,
      executors: [{ threads: 1, ...PLAIN_CHOICE }],
      tenants: [{ deadline: { kind: 'none' }, input: 'scene', paused: false }],
    });
  });

  it('without the fields of WebGPU gets none, and with them keeps each as it is', () => {
    const plain = parse(good);
    expect(JSON.stringify(plain)).not.toMatch(/"mode"|submitsInFlight|gpuTiming|memoryBudgetMB/);
    expect(JSON.stringify(parse(JSON.parse(JSON.stringify(plain))))).toBe(JSON.stringify(plain));
    const executor = { submitsInFlight: 4, gpuTiming: true, memoryBudgetMB: 256 };
    const full = {
      ...good,
      executors: [{ id: 'x', backend: 'webgpu', ...executor }],
      tenants: [{ ...tenant, mode: 'segmented' }],
    };
    expect(parse(full)).toMatchObject({ executors: [executor], tenants: [{ mode: 'segmented' }] });
    expect(JSON.stringify(parse(parse(full)))).toBe(JSON.stringify(parse(full)));
  });

  it('may link its schema for an editor', () => {
    expect(parse({ ...good, $schema: '../scenario.schema.json' })).toEqual(parse(good));
  });

  const refused: readonly (readonly [what: string, document: unknown, where: string])[] = [
    ['is no object', null, 'the document'],
    ['has a version that never was', { ...good, schemaVersion: 0 }, 'schemaVersion'],
    ['has an unknown field', { ...good, colour: 'red' }, 'colour'],
    ['has no tenants', { ...good, tenants: [] }, 'tenants'],
    [
      'names an unknown model',
      { ...good, tenants: [{ ...tenant, modelId: 'n' }] },
      'no model is called "n"; there are: m',
    ],
    [
      'names an unknown executor',
      { ...good, tenants: [{ ...tenant, executorId: 'y' }] },
      'no executor is called "y"',
    ],
    [
      'names two tenants alike',
      { ...good, tenants: [tenant, tenant] },
      'tenants[1].id: two tenants are called "a"',
    ],
    [
      'names an unknown backend',
      { ...good, executors: [{ id: 'x', backend: 'cuda' }] },
      'executors[0].backend',
    ],
    [
      'asks for a mode that is none',
      { ...good, tenants: [{ ...tenant, mode: 'replayed' }] },
      'tenants[0].mode',
    ],
    [
      'asks for more submits than a device is given',
      { ...good, executors: [{ id: 'x', backend: 'webgpu', submitsInFlight: 5 }] },
      'executors[0].submitsInFlight',
    ],
    [
      'sets a budget that holds no model',
      { ...good, executors: [{ id: 'x', backend: 'webgpu', memoryBudgetMB: 1 }] },
      'executors[0].memoryBudgetMB',
    ],
    [
      'puts a next-frame deadline beside a closed loop',
      { ...good, tenants: [{ ...tenant, deadline: { kind: 'next-frame' } }] },
      'tenants[0].deadline',
    ],
    ...[0, -1, 1e9, Number.NaN].map(
      (rate) =>
        [
          `has a rate of ${rate}`,
          { ...good, tenants: [{ ...tenant, workload: { kind: 'periodic', ratePerSecond: rate } }] },
          'tenants[0].workload.ratePerSecond',
        ] as const,
    ),
  ];
  it.each(refused)('is refused with where and why when it %s', (_what, document, where) => {
    const words = refusal(document);
    expect(words).toContain('scenario-invalid');
    expect(words).toContain(where);
  });

  it('from a newer version says so before anything else that it cannot know', () => {
    const words = refusal({ ...good, schemaVersion: 3, quantum: true });
    expect(words).toMatch(/^scenario-too-new: .*schema 3; this one reads 1 to 2\)/);
  });

  it('that is larger than one tab holds says by how much', () => {
    const tenants = Array.from({ length: MAX_TENANTS + 1 }, (_, i) => ({ ...tenant, id: `t${i}` }));
    expect(refusal({ ...good, tenants })).toMatch(/^scenario-too-large: .*25 tenants.*at most 24/);
    const executors = Array.from({ length: 30 }, (_, i) => ({ id: `x${i}`, backend: 'auto' }));
    expect(refusal({ ...good, executors })).toContain(`30 executors; one tab holds at most ${MAX_EXECUTORS}`);
  });

  it('with a million wrong fields is refused in a few lines', () => {
    const wrong = Array.from({ length: MAX_TENANTS }, () => ({ a: 1, b: 2, c: 3 }));
    const words = refusal({ ...good, tenants: wrong });
    expect(words).toMatch(/And \d+ more\.$/);
    expect(words.length).toBeLessThan(1500);
  });
});

describe('names from outside', () => {
  it('are told shortened when they are long', () => {
    const words = refusal({ ...good, tenants: [{ ...tenant, modelId: 'x'.repeat(100_000) }] });
    expect(words).toContain('tenants[0].modelId: no model is called "xxx');
    expect(words.length).toBeLessThan(1000);
  });
});

describe('a scenario with models that somebody brought', () => {
  const described = {
    id: 'custom-0123456789ab',
    source: { kind: 'url', url: 'https://models.example/m/model.json' },
    settings: {
      name: 'Mine',
      inputs: [{ name: 'x', shape: [1, 4], feed: { kind: 'random', range: [0, 1] } }],
      view: { kind: 'numbers' },
    },
  };
  const mine = { ...good, tenants: [{ ...tenant, modelId: described.id }], models: [described] };
  const change = (given: object) => ({ ...mine, models: [{ ...described, ...given }] });

  it('describes what the catalog does not know', () => {
    expect(parse(mine).models).toEqual([described]);
  });

  it('that it does not describe is refused by its id', () => {
    const { models: _models, ...without } = mine;
    expect(refusal(without)).toContain('no model is called "custom-0123456789ab"');
  });

  it.each([
    ['an id that is no hash', change({ id: 'custom-../../etc' }), 'models[0].id'],
    [
      'an address that is not http',
      change({ source: { kind: 'url', url: 'file:///etc' } }),
      'models[0].source',
    ],
    [
      'an input larger than memory',
      change({
        settings: {
          ...described.settings,
          inputs: [{ ...described.settings.inputs[0], shape: [1_000_000, 1_000_000] }],
        },
      }),
      'models[0].settings.inputs[0].shape',
    ],
    ['an empty list of models', { ...mine, models: [] }, 'models'],
  ])('is refused with where when it has %s', (_what, document, where) => {
    expect(refusal(document)).toContain(where);
  });
});
