import { describe, expect, it } from 'vitest';
import { EngineError } from './errors';
import { MAX_TENANTS, parseScenario } from './scenario';

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
      executors: [{ threads: 1, policy: 'fifo' }],
      tenants: [{ deadline: { kind: 'none' }, input: 'scene', paused: false }],
    });
  });

  it('may link its schema for an editor', () => {
    expect(parse({ ...good, $schema: '../scenario.schema.json' })).toEqual(parse(good));
  });

  const refused: readonly (readonly [what: string, document: unknown, where: string])[] = [
    ['is no object', null, 'the document'],
    ['has another version', { ...good, schemaVersion: 2 }, 'schemaVersion'],
    ['has an unknown field', { ...good, colour: 'red' }, 'colour'],
    ['has no tenants', { ...good, tenants: [] }, 'tenants'],
    [
      'has too many tenants',
      { ...good, tenants: Array.from({ length: MAX_TENANTS + 1 }, (_, i) => ({ ...tenant, id: `t${i}` })) },
      'tenants',
    ],
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
});
