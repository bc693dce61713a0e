import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../../domain/scenario';
import { parseValues, scenarioFields, valuesFor, valuesText } from './scenario-fields';

const scenario = scenarioSchema.parse({
  schemaVersion: 1,
  name: 'test',
  executors: [{ id: 'x', backend: 'wasm' }],
  tenants: [{ id: 'a', modelId: 'emotion', executorId: 'x', workload: { kind: 'closed', inFlight: 2 } }],
});
const fields = scenarioFields(scenario);

describe('fields of a scenario that can be varied', () => {
  it('are told by path with their present value', () => {
    expect(fields).toContainEqual({ path: 'executors[0].policy', now: '"fifo"' });
    expect(fields).toContainEqual({ path: 'tenants[0].workload.inFlight', now: '2' });
    expect(fields).toContainEqual({ path: 'seed', now: '1' });
  });

  it('leave out names and what holds the document together', () => {
    const paths = fields.map(({ path }) => path);
    expect(paths.filter((path) => /schemaVersion|^name|\.id$|executorId|kind/.test(path))).toEqual([]);
  });

  it('are those of WebGPU too where an executor is there or may be, also when they are absent', () => {
    const paths = (backend: string) =>
      scenarioFields(scenarioSchema.parse({ ...scenario, executors: [{ id: 'x', backend }] })).map(
        ({ path, now }) => `${path} ${now}`,
      );
    expect(paths('webgpu')).toContain('tenants[0].mode "auto"');
    expect(paths('auto')).toContain('executors[0].submitsInFlight 1');
    expect(paths('wasm').filter((path) => /mode |submits/.test(path))).toEqual([]);
    expect(valuesFor('tenants[0].mode', fields)).toBe('auto, eager, recorded, segmented');
    expect(valuesFor('executors[0].submitsInFlight', fields)).toBe('1, 2, 4');
  });

  it('come with values to begin with', () => {
    expect(valuesFor('executors[0].grain', fields)).toBe('inference, segment');
    expect(valuesFor('tenants[0].workload.inFlight', fields)).toBe('2, 4, 8');
    expect(valuesFor('nothing.at.all', fields)).toBe('');
  });
});

describe('values as they are typed', () => {
  it.each([
    ['1, 2.5', [1, 2.5]],
    ['fifo, edf', ['fifo', 'edf']],
    ['"1", 1, true', ['1', 1, true]],
    ['2, layer', [2, 'layer']],
    [
      '{"kind":"closed","inFlight":2}, {"kind":"closed","inFlight":4}',
      [
        { kind: 'closed', inFlight: 2 },
        { kind: 'closed', inFlight: 4 },
      ],
    ],
    [' , ', []],
    ['', []],
  ])('%s', (text, values) => expect(parseValues(text)).toEqual(values));

  it('are written so that they are read again', () => {
    const values = ['fifo', 2, true, { kind: 'closed' }];
    expect(parseValues(valuesText(['fifo', 'edf']))).toEqual(['fifo', 'edf']);
    expect(parseValues(valuesText(values.slice(1)))).toEqual(values.slice(1));
  });
});
