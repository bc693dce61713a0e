/** What people read about the models names every one of them, with its package. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT, readCatalog } from './catalog.mjs';

const { models, packages } = await readCatalog();
/** @param {string} path */
const read = (path) => readFile(join(PROJECT, path), 'utf8');

describe('every model of the catalog', () => {
  it('stands in public/models/README.md under its set, with its package', async () => {
    const [, byDefault = '', onRequest = ''] = (await read('public/models/README.md')).split(/^## /m);
    for (const { id, assembly, package: from } of models) {
      const rows = (assembly === 'default' ? byDefault : onRequest).split('\n');
      expect(rows.find((row) => row.startsWith(`| \`${id}\` |`))).toContain(`| \`${from}\` |`);
    }
  });

  it('stands in THIRD_PARTY.md with package, version and licence', async () => {
    const text = await read('THIRD_PARTY.md');
    for (const { name, package: from, licence } of models) {
      expect(text).toContain(`| ${name} | \`${from}\` ${packages[from]?.version} | ${licence.spdx} |`);
    }
  });

  it('comes from a package that the app credits', async () => {
    /** @type {{ items: { name: string, licence: string }[] }[]} */
    const groups = JSON.parse(await read('src/ui/overlays/credits.json'));
    const credited = groups.flatMap(({ items }) => items.map(({ name, licence }) => `${name}, ${licence}`));
    for (const [name, { version, licence }] of Object.entries(packages)) {
      expect(credited).toContain(`${name} ${version}, ${licence}`);
    }
  });
});
