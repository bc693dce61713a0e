import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogSchema } from '../domain/model';
import { checkPipelines } from '../domain/pipelines';
import { parseScenario } from '../domain/scenario';
import { DEFAULT_PRESET, PRESET_CARDS } from './preset-library';

const json = (path: string): unknown => JSON.parse(readFileSync(`public/${path}`, 'utf8'));
const { models } = catalogSchema.parse(json('models/catalog.json'));
const preset = (id: string) =>
  parseScenario(
    json(`presets/${id}.json`),
    models.map((model) => model.id),
  );

describe.each(PRESET_CARDS.map((card) => card.id))('the preset %s', (id) => {
  it('is a valid scenario that writes out every field and carries its own name', () => {
    const document = json(`presets/${id}.json`);
    expect(preset(id)).toEqual(document);
    expect(preset(id).name).toBe(id);
  });

  it('has at most six executors, and its models can look at what the ones before them find', () => {
    const { tenants, executors } = preset(id);
    expect(executors.length).toBeLessThanOrEqual(6);
    expect(checkPipelines(tenants, (modelId) => models.find((model) => model.id === modelId))).toEqual([]);
  });

  it('needs no model that is fetched on request only, and leaves no executor empty', () => {
    const { tenants, executors } = preset(id);
    for (const { modelId } of tenants)
      expect(models.find((model) => model.id === modelId)?.assembly).toBe('default');
    const used = new Set(tenants.map((tenant) => tenant.executorId));
    expect([...used].sort()).toEqual(executors.map((executor) => executor.id).sort());
  });
});

it('every document in the folder has a card, and the first card is the one that opens', () => {
  const files = readdirSync('public/presets').map((file) => file.replace(/\.json$/, ''));
  expect(files.sort()).toEqual(PRESET_CARDS.map((card): string => card.id).sort());
  expect(PRESET_CARDS[0].id).toBe(DEFAULT_PRESET);
});

it('Noisy neighbour is one executor, first in first out: a face tracker at 30/s beside a greedy pose', () => {
  const { executors, tenants } = preset('noisy-neighbour');
  expect(executors).toHaveLength(1);
  expect(executors[0]).toMatchObject({ policy: 'fifo', grain: 'inference' });
  expect(tenants).toMatchObject([
    {
      modelId: 'facemesh',
      workload: { kind: 'periodic', ratePerSecond: 30 },
      deadline: { kind: 'next-frame' },
    },
    { modelId: 'movenet-lightning', workload: { kind: 'closed', inFlight: 3 } },
  ]);
});

it('Eager, recorded, interleaved is one network in each mode on one WebGPU device that chooses between segments', () => {
  const { executors, tenants } = preset('recorded-replay');
  expect(executors).toMatchObject([{ backend: 'webgpu', policy: 'round-robin', grain: 'segment' }]);
  const [first] = tenants;
  for (const { modelId, workload } of tenants)
    expect({ modelId, workload }).toEqual({ modelId: first?.modelId, workload: first?.workload });
  expect(tenants.map(({ mode }) => mode)).toEqual(['eager', 'recorded', 'segmented']);
});

it('what is adapted from a benchmark says so', () => {
  const lineOf = (id: string) => PRESET_CARDS.find((card) => card.id === id)?.line;
  for (const id of ['ar-glasses', 'vr-hands']) expect(lineOf(id)).toContain('Adapted from XRBench');
  for (const id of ['loadgen-style', 'photo-tagger']) expect(lineOf(id)).toMatch(/LoadGen/);
});

it('Everything runs every model that comes with the app, each once', () => {
  const ids = preset('everything').tenants.map((tenant) => tenant.modelId);
  const whole = models.filter((model) => model.assembly === 'default').map((model) => model.id);
  expect([...ids].sort()).toEqual([...whole].sort());
});
