/**
 * What the page writes of a run or an experiment, as files: CSV, trace, report. The page makes the texts
 * (`playground.write`); this only puts them where the command line says.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The options that `writeEvidence` reads, for `parseArgs`. */
export const EVIDENCE_OPTIONS = /** @type {const} */ ({
  csv: { type: 'string' },
  summary: { type: 'string' },
  trace: { type: 'string' },
  report: { type: 'string' },
});

/** @typedef {{ csv?: string | undefined, summary?: string | undefined, trace?: string | undefined, report?: string | undefined }} Wanted */
/** @typedef {import('../e2e/automation.d.ts').SeenRunFile} RunFile */
/** @typedef {import('../e2e/automation.d.ts').SeenExperimentFile} ExperimentFile */

/**
 * Which format goes where. An experiment keeps figures, not requests: its CSV has a row for each figure, and its trace
 * has to come from a run.
 * @param {Wanted} wanted
 * @param {'run' | 'experiment'} kind
 * @returns {{ format: string, path: string }[]}
 */
export function formatsOf({ csv, summary, trace, report }, kind) {
  const pairs = [
    [kind === 'run' ? 'requests' : 'summary', csv],
    ['summary', summary],
    ['trace', kind === 'run' ? trace : undefined],
    ['report', report],
  ];
  return pairs.flatMap(([format, path]) =>
    format === undefined || path === undefined ? [] : [{ format, path }],
  );
}

/**
 * @param {import('@playwright/test').Page} page with the run or experiment still open
 * @param {RunFile | ExperimentFile} document
 * @param {readonly { format: string, path: string }[]} formats
 */
export async function writeEvidence(page, document, formats) {
  for (const { format, path } of formats) {
    const text = await page.evaluate(
      ([given, as]) => globalThis.playground.write(given, as),
      /** @type {const} */ ([document, format]),
    );
    await writeFile(resolve(path), text);
  }
}
