/** Makes the bill of materials of this project, and puts it into builds of the app. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../bootstrap.mjs';
import { readCatalog } from '../models/catalog.mjs';
import { billOfMaterials } from './bill-of-materials.mjs';
import { askNpm } from './npm.mjs';

/** In the folder of the built app; *About and licences* links to it. */
const SBOM = 'sbom.cdx.json';

/** All packages, also where builds are made for production: what is shipped is told apart afterwards. */
const ARGS = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--include=dev'];

/** @throws {Error} when npm cannot list the packages */
export async function makeSbom() {
  const { status, output, errors } = await askNpm(ARGS);
  if (status !== 0) throw new Error(`npm could not list the packages: ${errors.trim()}`);
  const project = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'));
  const bill = billOfMaterials(JSON.parse(output), project, await readCatalog());
  return `${JSON.stringify(bill, null, 1)}\n`;
}

/** @returns {import('vite').Plugin} */
export function sbom() {
  return {
    name: 'sbom',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: SBOM, source: await makeSbom() });
    },
  };
}
