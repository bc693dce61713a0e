/** The page of bare TensorFlow.js workers (`bare/`), driven. Whoever opens it closes it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../scripts/bootstrap.mjs';

/**
 * The part of the page's `globalThis.bare` that is called.
 * @typedef {{ load(models: unknown[]): Promise<void>, alone(warmupMs: number, ms: number): Promise<number[]>, together(warmupMs: number, ms: number): Promise<number[]> }} Bare
 */

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} lab address of the lab pages
 * @param {readonly string[]} modelIds a worker each
 */
export async function openBare(browser, lab, modelIds) {
  const catalog = JSON.parse(await readFile(join(PROJECT, 'public', 'models', 'catalog.json'), 'utf8'));
  const models = modelIds.map((id) => {
    const { input } = catalog.models.find((/** @type {{ id: string }} */ model) => model.id === id);
    const { shape, dtype, range } = input;
    return { url: new URL(`models/${id}/model.json`, lab).href, shape, dtype, range };
  });
  const page = await browser.newPage();
  await page.goto(new URL('bench/bare/index.html', lab).href);
  await page.waitForFunction(() => 'bare' in globalThis);
  await page.evaluate(
    (wanted) => /** @type {{ bare: Bare }} */ (/** @type {unknown} */ (globalThis)).bare.load(wanted),
    models,
  );
  return {
    /**
     * @param {number} warmupMs discarded, for each model
     * @param {number} ms
     * @returns {Promise<number[]>} inferences a second, one model after the other
     */
    alone: (warmupMs, ms) =>
      page.evaluate(
        ([warmup, span]) =>
          /** @type {{ bare: Bare }} */ (/** @type {unknown} */ (globalThis)).bare.alone(warmup, span),
        /** @type {const} */ ([warmupMs, ms]),
      ),
    /**
     * @param {number} warmupMs discarded
     * @param {number} ms
     * @returns {Promise<number[]>} inferences a second, all at once
     */
    together: (warmupMs, ms) =>
      page.evaluate(
        ([warmup, span]) =>
          /** @type {{ bare: Bare }} */ (/** @type {unknown} */ (globalThis)).bare.together(warmup, span),
        /** @type {const} */ ([warmupMs, ms]),
      ),
    close: () => page.close(),
  };
}
