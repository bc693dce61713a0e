/** Only what needs no network: the models of the default set are in place when tests run, because the scripts see to it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembleModels } from './assemble-models.mjs';
import { MODELS, readCatalog } from './models/catalog.mjs';

/** @param {string} line */
const unexpected = (line) => {
  throw new Error(`nothing was to be fetched: ${line}`);
};

describe('assembling models', () => {
  it('says which models there are when an id is unknown', async () => {
    const { ok, missing } = await assembleModels({ ids: ['nope'], log: unexpected });
    expect(ok).toBe(false);
    expect(missing).toHaveLength(1);
    expect(missing[0]?.reason).toMatch(/^The catalog has no "nope"; it has blazeface, .*basic-pitch\.$/);
  });

  it('leaves the files of the default set alone when they are right', async () => {
    expect(await assembleModels({ ids: 'default', log: unexpected })).toEqual({ ok: true, missing: [] });
  });

  it('writes down which models stand there, so that the app need not ask for each', async () => {
    await assembleModels({ ids: 'default', log: unexpected });
    const listed = JSON.parse(await readFile(join(MODELS, 'assembled.json'), 'utf8'));
    const { models } = await readCatalog();
    expect(listed).toEqual(
      models.map(({ id }) => id).filter((id) => existsSync(join(MODELS, id, 'model.json'))),
    );
    expect(listed).toContain('blazeface');
  });

  it('takes every file of the catalog from a package that the catalog names', async () => {
    const { models, packages } = await readCatalog();
    expect(models.filter((model) => packages[model.package] === undefined)).toEqual([]);
    const used = new Set(models.map((model) => model.package));
    expect(Object.keys(packages).filter((name) => !used.has(name))).toEqual([]);
  });
});
