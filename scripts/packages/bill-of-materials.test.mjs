import { describe, expect, it } from 'vitest';
import { billOfMaterials } from './bill-of-materials.mjs';

const PROJECT = {
  name: 'app',
  version: '1.2.3',
  description: 'An app.',
  dependencies: { shown: '1.0.0', both: '2.0.0' },
};
/** As npm prints a package, with what depends on the machine. */
const listed = (/** @type {string} */ name, version = '1.0.0') => ({
  'bom-ref': `${name}@${version}`,
  type: 'library',
  name,
  version,
  scope: 'required',
  author: 'Somebody',
  purl: `pkg:npm/${name}@${version}`,
  properties: [],
  externalReferences: [{ type: 'distribution', url: 'https://registry.example/x.tgz' }],
  hashes: [{ alg: 'SHA-512', content: 'ab' }],
  licenses: [{ license: { id: 'MIT' } }],
});
const LIST = {
  serialNumber: 'urn:uuid:f925794c-4cd6-4e22-b6e1-bfc0d3b7e15d',
  metadata: {
    timestamp: '2026-11-30T04:13:31.012Z',
    component: { ...listed('app', '1.2.3'), name: 'folder' },
  },
  components: [
    listed('tool'),
    listed('vite', '8.0.0'),
    listed('shown'),
    listed('below', '3.0.0'),
    listed('both', '2.0.0'),
    listed('below', '1.0.0'),
  ],
  dependencies: [
    { ref: 'app@1.2.3', dependsOn: ['tool@1.0.0', 'vite@8.0.0', 'shown@1.0.0', 'both@2.0.0'] },
    { ref: 'tool@1.0.0', dependsOn: ['both@2.0.0', 'below@1.0.0'] },
    { ref: 'vite@8.0.0', dependsOn: ['below@1.0.0'] },
    { ref: 'shown@1.0.0', dependsOn: ['below@3.0.0'] },
    { ref: 'below@3.0.0', dependsOn: ['shown@1.0.0'] },
    { ref: 'below@1.0.0', dependsOn: [] },
    { ref: 'both@2.0.0', dependsOn: [] },
  ],
};
/** @type {any} as much of a catalog as is read */
const CATALOG = {
  packages: { '@maker/nets': { version: '3.3.6' } },
  models: [
    {
      id: 'face',
      name: 'Face',
      package: '@maker/nets',
      licence: { spdx: 'MIT', upstream: 'Somebody; Apache-2.0' },
      assembly: 'on-request',
      files: [{ path: 'model.json', sha256: 'a'.repeat(64) }],
    },
  ],
};
const bill = (list = LIST) => billOfMaterials(list, PROJECT, CATALOG);
const references = () => bill().components.map((component) => component['bom-ref']);

describe('the bill of materials', () => {
  it('names what the production dependencies reach, whatever else needs it too, and what the build leaves in', () => {
    expect(references()).toEqual(['below@3.0.0', 'both@2.0.0', 'model:face', 'shown@1.0.0', 'vite@8.0.0']);
  });

  it('names each model with its package, licence and the hash of each file', () => {
    expect(bill().components.find(({ type }) => type === 'machine-learning-model')).toMatchObject({
      name: 'Face',
      version: '3.3.6',
      scope: 'optional',
      purl: 'pkg:npm/%40maker/nets@3.3.6',
      licenses: [{ license: { id: 'MIT' } }],
      components: [
        {
          type: 'file',
          name: 'models/face/model.json',
          hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
        },
      ],
    });
  });

  it('refers only to what it lists, each once', () => {
    const { components, dependencies, metadata } = bill();
    const known = [metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])];
    expect(new Set(known).size).toBe(known.length);
    expect(dependencies.map(({ ref }) => ref).sort()).toEqual([...known].sort());
    for (const { dependsOn } of dependencies) for (const ref of dependsOn) expect(known).toContain(ref);
  });

  it('is the same text wherever and whenever it is made, and names no registry', () => {
    const elsewhere = {
      ...LIST,
      serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      metadata: { ...LIST.metadata, timestamp: '2027-01-01T00:00:00.000Z' },
      components: [...LIST.components].reverse(),
    };
    expect(JSON.stringify(bill(elsewhere))).toBe(JSON.stringify(bill()));
    expect(JSON.stringify(bill())).not.toMatch(/registry\.|2026|Somebody"|folder/);
    expect(bill().metadata.component.name).toBe('app');
    expect(bill().serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('is refused when npm does not list what is shipped', () => {
    const short = { ...LIST, components: LIST.components.filter(({ name }) => name !== 'both') };
    expect(() => bill(short)).toThrow("npm's list of packages lacks both.");
  });
});
