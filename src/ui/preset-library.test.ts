import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogSchema } from '../domain/model';
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

it('Everything runs every model that comes with the app, each once', () => {
  const ids = preset('everything').tenants.map((tenant) => tenant.modelId);
  const whole = models.filter((model) => model.assembly === 'default').map((model) => model.id);
  expect([...ids].sort()).toEqual([...whole].sort());
});
