/**
 * What the built app is made of, as a CycloneDX 1.5 document: npm's own list of packages cut down to what is shipped, completed
 * with the models of the catalog and the hash of each of their files. The same sources give the same text. Must not ask npm.
 */
import { createHash } from 'node:crypto';

/**
 * Packages that only the build needs, and that leave code of theirs in it.
 * @type {Readonly<Record<string, string>>}
 */
const LEFT_IN_THE_BUILD = { vite: 'loads chunks ahead', rolldown: 'joins modules' };

/**
 * @typedef {{ 'bom-ref': string, name: string, version?: string, type: string, [other: string]: unknown }} Component
 * @typedef {{ components: readonly Component[], dependencies: readonly { ref: string, dependsOn: readonly string[] }[],
 *   metadata: { component: Component }, [other: string]: unknown }} NpmList as `npm sbom --sbom-format cyclonedx` prints it
 * @typedef {{ name: string, version: string, description: string, dependencies: Readonly<Record<string, string>> }} Project
 *   package.json
 */

/**
 * @param {NpmList} list of all packages: with `--omit dev` npm leaves out what a package for development needs as well
 * @param {Project} project
 * @param {import('../models/catalog.mjs').Catalog} catalog
 */
export function billOfMaterials(list, project, catalog) {
  const root = list.metadata.component['bom-ref'];
  const needs = new Map(list.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const byRef = new Map(list.components.map((component) => [component['bom-ref'], component]));
  const wanted = new Set(Object.keys(project.dependencies));
  const direct = (needs.get(root) ?? []).filter((ref) => wanted.has(byRef.get(ref)?.name ?? ''));
  const missing = [...wanted].filter((name) => !direct.some((ref) => byRef.get(ref)?.name === name));
  if (missing.length > 0) throw new Error(`npm's list of packages lacks ${missing.join(', ')}.`);
  const shipped = reachable(direct, needs);
  const left = list.components.filter(({ name }) => name in LEFT_IN_THE_BUILD);
  const models = catalog.models.map((model) => modelComponent(model, catalog));
  const packages = list.components.filter((one) => shipped.has(one['bom-ref'])).map(plain);
  const components = [...packages, ...left.map(buildPart), ...models].sort(byReference);
  const dependencies = [
    { ref: root, dependsOn: [...direct, ...[...left, ...models].map((one) => one['bom-ref'])].sort() },
    ...list.dependencies
      .filter(({ ref }) => shipped.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: [...dependsOn].sort() })),
    ...[...left, ...models].map((one) => ({ ref: one['bom-ref'], dependsOn: [] })),
  ].sort((one, other) => compare(one.ref, other.ref));
  const body = { metadata: metadataOf(list.metadata.component, project), components, dependencies };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`,
    version: 1,
    ...body,
  };
}

/**
 * @param {readonly string[]} from
 * @param {ReadonlyMap<string, readonly string[]>} needs
 */
function reachable(from, needs) {
  const found = new Set(from);
  for (const ref of found) for (const next of needs.get(ref) ?? []) found.add(next);
  return found;
}

/**
 * Without what depends on where and when it was asked: folder names, addresses of the registry, people.
 * @param {Component} component
 */
function plain({ 'bom-ref': ref, name, version, purl, hashes, licenses }) {
  return { 'bom-ref': ref, type: 'library', name, version, scope: 'required', purl, hashes, licenses };
}

/** @param {Component} component */
const buildPart = (component) => ({
  ...plain(component),
  description: `A tool of the build; what of it stands in the app ${LEFT_IN_THE_BUILD[component.name]}.`,
});

/**
 * @param {import('../models/catalog.mjs').Model} model
 * @param {import('../models/catalog.mjs').Catalog} catalog
 */
function modelComponent(model, catalog) {
  const { id, name, files, licence, assembly } = model;
  const version = catalog.packages[model.package]?.version ?? 'unknown';
  return {
    'bom-ref': `model:${id}`,
    type: 'machine-learning-model',
    name,
    version,
    scope: assembly === 'default' ? 'required' : 'optional',
    description: `Files taken from ${model.package} ${version}; upstream: ${licence.upstream ?? 'unknown'}.`,
    purl: `pkg:npm/${model.package.replace('@', '%40')}@${version}`,
    licenses: [{ license: { id: licence.spdx } }],
    components: files.map(({ path, sha256 }) => ({
      'bom-ref': `model:${id}/${path}`,
      type: 'file',
      name: `models/${id}/${path}`,
      hashes: [{ alg: 'SHA-256', content: sha256 }],
    })),
  };
}

/**
 * @param {Component} component
 * @param {Project} project
 */
const metadataOf = ({ 'bom-ref': ref, purl, licenses }, { name, version, description }) => ({
  lifecycles: [{ phase: 'build' }],
  tools: [{ vendor: 'npm', name: 'cli' }],
  component: { 'bom-ref': ref, type: 'application', name, version, description, purl, licenses },
});

/**
 * @param {string} one
 * @param {string} other
 */
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/**
 * @param {{ 'bom-ref': string }} one
 * @param {{ 'bom-ref': string }} other
 */
const byReference = (one, other) => compare(one['bom-ref'], other['bom-ref']);

/**
 * Of the content, in the form of a UUID of version 8.
 * @param {string} text
 */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
