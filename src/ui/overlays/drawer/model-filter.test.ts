import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogSchema } from '../../../domain/model';
import { type ModelFilter, matchingModels, NO_FILTER, sizeOf, variantsOf } from './model-filter';

const { models } = catalogSchema.parse(JSON.parse(readFileSync('public/models/catalog.json', 'utf8')));
const ids = (change: Partial<ModelFilter>) =>
  matchingModels(models, { ...NO_FILTER, ...change }).map((model) => model.id);

describe('the models that the drawer lists', () => {
  it('are all of the catalog while nothing is asked for', () => {
    expect(ids({})).toEqual(models.map((model) => model.id));
  });

  it('contain every word that is typed, whatever its case', () => {
    expect(ids({ words: 'POSE 3d' })).toEqual(expect.arrayContaining(['blazepose-lite', 'blazepose-heavy']));
    expect(ids({ words: 'POSE 3d' })).not.toContain('movenet-lightning');
    expect(ids({ words: 'nothing of this name' })).toEqual([]);
  });

  it('stand first when their name begins with what is typed', () => {
    expect(ids({ words: 'face' })[0]).toBe('facemesh');
  });

  it('belong to the group that is chosen', () => {
    expect(ids({ group: 'sound' })).toEqual(['basic-pitch']);
    expect(ids({ group: 'hand' })).toContain('handtrack');
    expect(ids({ group: 'hand' })).not.toContain('blazeface');
  });

  it('are no larger and no heavier than is asked for', () => {
    const small = matchingModels(models, { ...NO_FILTER, maxBytes: 1e6, maxMegaMacs: 100 });
    expect(small.length).toBeGreaterThan(0);
    for (const model of small) {
      expect(sizeOf(model)).toBeLessThanOrEqual(1e6);
      expect(model.megaMacs).toBeLessThanOrEqual(100);
    }
    expect(small.map((model) => model.id)).not.toContain('deeplab-v3');
  });
});

it('the variants of a model are the others of its family, with their work beside its own', () => {
  const lightning = models.find((model) => model.id === 'movenet-lightning');
  const thunder = models.find((model) => model.id === 'movenet-thunder');
  if (lightning === undefined || thunder === undefined) throw new Error('the catalog lacks MoveNet');
  expect(variantsOf(lightning, models)).toEqual([
    { id: 'movenet-thunder', name: 'MoveNet Thunder', workFactor: thunder.megaMacs / lightning.megaMacs },
  ]);
});
