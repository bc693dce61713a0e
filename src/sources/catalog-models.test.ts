/**
 * Every model of the catalog whose files are here: hashes, shards, formats and parameters are what the catalog says.
 * Models on request are skipped, with the command that fetches them, when they are not assembled.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type CatalogModel, catalogSchema } from '../domain/model';
import { toArtifacts } from './model-artifacts';
import { fetchVerifiedFiles } from './verified-files';

const FOLDER = new URL('../../public/models/', import.meta.url);
const catalog = catalogSchema.parse(JSON.parse(await readFile(new URL('catalog.json', FOLDER), 'utf8')));

const fromDisk: typeof fetch = async (input) => new Response(await readFile(new URL(String(input))));

const isHere = ({ id }: CatalogModel): boolean => existsSync(new URL(`${id}/model.json`, FOLDER));

describe('the catalog', () => {
  it('gives every model its own id', () => {
    const ids = catalog.models.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a model of the default set for every task except semantic segmentation, which is too heavy', () => {
    const tasks = (models: readonly CatalogModel[]) => new Set(models.map(({ task }) => task));
    const all = tasks(catalog.models);
    const byDefault = tasks(catalog.models.filter(({ assembly }) => assembly === 'default'));
    expect([...all].filter((task) => !byDefault.has(task))).toEqual(['semantic-segmentation']);
  });

  it('gives models of one family one task', () => {
    const tasks = new Map<string, string>();
    for (const { family, task } of catalog.models) {
      expect(tasks.get(family) ?? task).toBe(task);
      tasks.set(family, task);
    }
  });
});

describe.each(catalog.models)('$name', (model) => {
  it('is whole, and has the parameters that the catalog says', async ({ skip }) => {
    if (model.assembly === 'on-request' && !isHere(model))
      skip(`not assembled: \`npm run models -- ${model.id}\``);
    const files = await fetchVerifiedFiles(model, new URL(`${model.id}/`, FOLDER).href, { fetch: fromDisk });
    const { weightSpecs, format } = toArtifacts(model, files);
    expect(format).toBe(`${model.format}-model`);
    const floats = weightSpecs.filter(({ dtype }) => dtype === 'float32');
    const parameters = floats.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
    expect(parameters.reduce((sum, count) => sum + count, 0)).toBe(model.parameters);
  });
});
