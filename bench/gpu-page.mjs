/**
 * The lab page of recordings (`gpu-recording/`), driven in a browser that offers WebGPU. Whoever opens it closes it. It measures
 * nothing itself.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { launchOptions, REAL_GPU, SOFTWARE_GPU } from '../scripts/browser/launch-options.mjs';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { ensureBuilt, LAB } from '../scripts/server/built.mjs';
import { serve } from '../scripts/server/serve.mjs';
import { plain } from './page.mjs';

/**
 * The part of the page's `globalThis.gpuRecording` that is called.
 * @typedef {{ eagerPeakBytes: number, recordingBytes: number }} OwnMemory
 * @typedef {{ modelId: string, dispatches: number, eagerIssueMs: number, recordedIssueMs: number | null, segmentedIssueMs: number | null, eagerBeforeMs: number, bitEqual: boolean, note: string | null, samples: number, segments: number, memory: OwnMemory | null }} IssueCost
 * @typedef {{ dispatches: number, copies: number, pipelines: number, weightBytes: number, intermediateBytes: number, unaliasedBytes: number, uniformBytes: number, constantBytes: number }} RecordingFacts
 * @typedef {{ modelId: string, reason: string | null, facts: RecordingFacts | null, memory: OwnMemory | null, bitEqual: boolean | null, tookMs: number }} ModelFacts
 * @typedef {{ name: string, vendor: string, architecture: string, device: string, description: string, software: boolean, features: string[], limits: Record<string, number> }} Adapter
 * @typedef {{ adapter: Adapter | null, userAgent: string, cores: number, crossOriginIsolated: boolean, clockStepMs: number, tensorflowVersion: string }} MachineFacts
 * @typedef {'eager' | 'recorded' | 'interleaved'} LoopMode
 * @typedef {{ mode: LoopMode, submitsInFlight: number, forMs: number, most: number }} LoopOptions
 * @typedef {{ completions: number[], elapsedMs: number }} LoopCount
 * @typedef {{ machine(): Promise<MachineFacts>, facts(id: string, verify: boolean): Promise<ModelFacts>, issue(id: string, options: { samples: number, segments: number }): Promise<IssueCost>, add(id: string, segments: number, onItsOwnToo: boolean): Promise<void>, together(tenants: number, options: LoopOptions): Promise<LoopCount>, separately(tenants: number, options: LoopOptions): Promise<LoopCount>, close(): void }} GpuRecording
 * @typedef {<K extends keyof GpuRecording>(name: K, ...given: Parameters<GpuRecording[K]>) => Promise<Awaited<ReturnType<GpuRecording[K]>>>} Call
 */

/**
 * Builds the lab pages when needed, opens this one, lets `work` have it, and closes everything.
 * @template T
 * @param {{ softwareGpu: boolean, headed?: boolean }} browser
 * @param {(page: { call: Call }, browserVersion: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withGpuPage({ softwareGpu, headed = false }, work) {
  const executable = obtainBrowser();
  await ensureBuilt(LAB);
  const lab = await serve(LAB);
  const extra = softwareGpu ? SOFTWARE_GPU : REAL_GPU;
  const browser = await chromium.launch(launchOptions(executable, { headed, extra }));
  try {
    return await work(await opened(browser, lab.address), browser.version());
  } finally {
    await browser.close();
    await lab.close();
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 */
async function opened(browser, address) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`The page threw: ${error.message}`));
  await page.goto(new URL('bench/gpu-recording/index.html', address).href);
  await page.waitForFunction(() => 'gpuRecording' in globalThis);
  /** @type {Call} */
  const call = (name, ...given) =>
    page.evaluate(
      ([method, passed]) => /** @type {any} */ (globalThis).gpuRecording[method](...passed), // typed on both sides of it
      /** @type {const} */ ([name, given]),
    );
  return { call };
}

/** Whether each was assembled here. @returns {Promise<{ id: string, here: boolean }[]>} in the order of the catalog */
export async function catalogModels() {
  const folder = join(PROJECT, 'public', 'models');
  const catalog = JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8'));
  const assembled = JSON.parse(await readFile(join(folder, 'assembled.json'), 'utf8'));
  return catalog.models.map((/** @type {{ id: string }} */ { id }) => ({ id, here: assembled.includes(id) }));
}

/** @param {string} list `a,b` @returns {string[]} */
export const idsOf = (list) =>
  list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

/**
 * What went well, and what did not with the page's own words; what comes later goes on.
 * @template T
 * @param {readonly string[]} ids of models
 * @param {(id: string) => Promise<T>} work
 */
export async function eachModel(ids, work) {
  /** @type {{ modelId: string, value: T }[]} */
  const done = [];
  /** @type {{ modelId: string, reason: string }[]} */
  const failed = [];
  for (const modelId of ids) {
    try {
      done.push({ modelId, value: await work(modelId) });
    } catch (thrown) {
      const { message: reason } = plain(thrown);
      console.log(`${modelId} is left out: ${reason}`);
      failed.push({ modelId, reason });
    }
  }
  return { done, failed };
}

/** What stands above every table. @param {MachineFacts} machine @param {string} browserVersion */
export function machineLines(
  { adapter, cores, clockStepMs, crossOriginIsolated, tensorflowVersion },
  browserVersion,
) {
  if (adapter === null)
    throw new Error(
      'This browser offers no WebGPU adapter. Update the driver of the GPU, or try --headed; chrome://gpu says more. Without a GPU, --software-gpu tries the bench on the CPU.',
    );
  return [
    ...(adapter.software
      ? ['SOFTWARE ADAPTER: it computes on the CPU. These figures say nothing about a GPU.']
      : []),
    `adapter ${adapter.name}; Chromium ${browserVersion}, TensorFlow.js ${tensorflowVersion}, ${cores} cores, clock ${Math.round(1000 * clockStepMs)} µs${crossOriginIsolated ? '' : ', not cross-origin isolated'}`,
  ];
}
