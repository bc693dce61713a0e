/**
 * The smoke tour: what a person does in the first minutes, and what must hold in every browser. Four models on WASM, their
 * figures, a card dragged elsewhere, the run exported, *Your machine* read. It knows no browser; it tells what it saw.
 */
import type { SeenRunFile } from '../automation.d.ts';
import type { Driver } from './driver.ts';
import { moveCard } from './move-card.ts';
import { TourPage } from './tour-page.ts';

/** Four models load, are measured alone and run, on two slow cores. */
const RUN_MS = 100_000;
const COMPLETIONS = 3;

export interface TourCheck {
  readonly name: string;
  /** What was seen: a figure, a way, what the page said. */
  readonly seen: string;
}

const MODELS = ['BlazeFace', 'FaceMesh', 'MoveNet Lightning', 'Selfie segmentation'] as const;

/** Loads the app, until it takes commands. */
export async function openApp(page: TourPage, address: string): Promise<string> {
  await page.driver.open(address);
  const ready = () =>
    globalThis.playground === undefined ? null : globalThis.playground.opened().then(() => 1);
  await page.until('the app is ready', ready, null);
  await page.seen('button', '^Run$');
  return page.driver.evaluate(() => (crossOriginIsolated ? 'isolated' : 'not isolated'), null);
}

/** What a tour that waits for tenants says when it gives up. */
const tenantStates = () => {
  const snapshot = globalThis.playground.snapshot();
  const tenants = (snapshot?.tenants ?? []).map(
    ({ config, status, completions }) => `${config.id} ${status.kind} ${completions}`,
  );
  const alone = snapshot?.measuring === null ? [] : [`${snapshot?.measuring.tenantId} is measured alone`];
  return [...tenants, ...alone, ...(snapshot?.incidents.map(({ message }) => message) ?? [])].join('; ');
};

/**
 * Waits until every tenant has completed some requests beside the others, after the measurement alone. What failed and starts
 * again by itself is waited for, and told. @throws {Error} of what does not.
 */
export const allServed = (page: TourPage, least = COMPLETIONS): Promise<string> =>
  page.until(
    `all tenants run and have completed ${least} requests`,
    (wanted) => {
      const snapshot = globalThis.playground.snapshot();
      const tenants = snapshot?.tenants ?? [];
      for (const { status } of tenants)
        if (status.kind === 'failed' && status.restart === null) throw new Error(status.error.message);
      const served = tenants.every(
        ({ status, completions }) => status.kind === 'running' && completions >= wanted,
      );
      if (snapshot === null || tenants.length === 0 || snapshot.measuring !== null || !served) return null;
      const completed = tenants.map(({ config, completions }) => `${config.id} ${completions}`).join(', ');
      return [completed, ...snapshot.incidents.map(({ message }) => `after: ${message}`)].join('; ');
    },
    least,
    RUN_MS,
    tenantStates,
  );

/** The figures on the cards, as text: a throughput each. */
async function cardFigures(page: TourPage): Promise<string> {
  const rates: string[] = [];
  for (const name of MODELS) {
    const figure = async () =>
      /([\d.]+)\s*\/s/.exec((await page.seen('article', `^${name}$`)).text)?.[1] ?? null;
    const rate = await page.wait(`the card of ${name} shows more than 0/s`, async () =>
      figure().then((text) => (Number(text) > 0 ? text : null)),
    );
    rates.push(`${name} ${rate}/s`);
  }
  return rates.join(', ');
}

/** The chart is on its canvas: its library is fetched with the first run. */
const throughputChart = (page: TourPage): Promise<string> =>
  page.until(
    'the chart of throughput is drawn',
    () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.throughput-panel canvas');
      return canvas === null || canvas.width === 0 ? null : `${canvas.width} × ${canvas.height}`;
    },
    null,
  );

/** The numbers behind the chart of throughputs. */
async function throughputTable(page: TourPage): Promise<string> {
  await page.press('button', '^Table of throughput$');
  const rows = await page.until(
    'the table of throughput has a number for each model',
    (models) => {
      const table = document.querySelector('.throughput-panel table');
      const texts = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent ?? '');
      return models.every((name) => texts.some((text) => text.includes(name) && /[1-9]/.test(text)))
        ? texts.length
        : null;
    },
    MODELS,
  );
  await page.press('button', '^Table of throughput$');
  return `${rows} rows`;
}

/** Keeps the blob that the next download would be made of, where a browser's downloads cannot be seen. */
function catchBlob(): void {
  const create = URL.createObjectURL;
  URL.createObjectURL = (made) => {
    if (made instanceof Blob) Object.assign(globalThis, { tourBlob: made });
    return create.call(URL, made);
  };
}

/** Exports the run and reads what left. @throws {Error} when it is no run file of these four. */
async function exportRun(page: TourPage): Promise<string> {
  const act = async () => {
    await page.press('button', '^Export$');
    await page.press('button', '^Run file');
  };
  const { driver } = page;
  const file = await driver.download(act);
  let text = file;
  if (text === null) {
    await driver.evaluate(catchBlob, null);
    await act();
    text = await page.until(
      'a run file is made',
      () => {
        const made: unknown = Reflect.get(globalThis, 'tourBlob');
        return made instanceof Blob ? made.text() : null;
      },
      null,
    );
  }
  const document = JSON.parse(text) as SeenRunFile; // what is wrong with it is told below
  const served = document.tenants.filter(
    ({ latencyMs, completions }) => completions > 0 && (latencyMs.mean ?? 0) > 0,
  );
  if (document.schemaVersion !== 1 || served.length !== MODELS.length)
    throw new Error(
      `The run file has version ${document.schemaVersion} and latencies of ${served.length} tenants.`,
    );
  const means = served.map(({ latencyMs }) => latencyMs.mean?.toFixed(0)).join(' / ');
  return `${file === null ? 'blob' : 'file'} of ${Math.round(text.length / 1000)} kB, mean latencies ${means} ms`;
}

/** What the page itself says that this browser lacks. */
async function yourMachine(page: TourPage): Promise<string> {
  await page.press('button', '^Your machine');
  const facts = await page.until(
    'Your machine tells what it found',
    () => {
      const found = document.querySelectorAll('dialog[open] .machine-findings li');
      const told = document.querySelector('dialog[open]')?.textContent ?? '';
      if (!told.includes('Your machine')) return null;
      return [...found].map((one) => one.querySelector('h4')?.textContent ?? '?');
    },
    null,
  );
  await page.driver.press('Escape');
  await page.gone('dialog', '^Your machine$');
  return facts.length === 0 ? 'nothing limits' : facts.join('; ');
}

/** Another backend for one executor, where the machine has one that it would choose. */
async function changeBackend(page: TourPage): Promise<string> {
  const other = await page.driver.evaluate(() => {
    const backends = globalThis.playground.snapshot()?.machine?.backends ?? [];
    return backends.find(({ backend, available }) => available && /^web/.test(backend))?.backend ?? null;
  }, null);
  if (other === null) return 'WASM and CPU only';
  await page.driver.evaluate((backend) => {
    const select = document.querySelector<HTMLSelectElement>('select[aria-label="Backend of executor-2"]');
    if (select === null) throw new Error('executor-2 has no choice of a backend');
    select.value = backend;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, other);
  await page.until(
    `executor-2 serves on ${other}`,
    (backend) => {
      const executor = globalThis.playground
        .snapshot()
        ?.executors.find(({ config }) => config.id === 'executor-2');
      return executor?.backend === backend ? true : null;
    },
    other,
    RUN_MS,
  );
  await allServed(page);
  return `executor-2 serves on ${other}`;
}

/** @param step runs a part under its name, for whoever reports. @throws {Error} of the first that does not hold. */
export async function smokeTour(
  driver: Driver,
  address: string,
  step: (name: string, act: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const page = new TourPage(driver);
  await driver.resize(1440, 900);
  await step('opens', () => openApp(page, address));
  await step('runs four on WASM', async () => {
    await page.press('button', '^Run$');
    return allServed(page);
  });
  await step('figures on the cards', () => cardFigures(page));
  await step('a chart', () => throughputChart(page));
  await step('a table behind the chart', () => throughputTable(page));
  await step('a card moves', async () => {
    const way = await moveCard(page, 'Selfie segmentation', 'executor-1');
    return `${way}; then ${await allServed(page)}`;
  });
  await step('another backend', () => changeBackend(page));
  await step('exports the run', () => exportRun(page));
  await step('Your machine', () => yourMachine(page));
  await step('no errors', async () => {
    const failures = await driver.evaluate(
      () => [
        ...(globalThis.playground.snapshot()?.incidents.map(({ message }) => message) ?? []),
        ...[...document.querySelectorAll('.notice.problem')].map((one) => one.textContent ?? ''),
      ],
      null,
    );
    const told = [...driver.errors(), ...failures];
    if (told.length > 0) throw new Error(`Errors were told: ${told.join(' | ')}`);
    return 'none of the page, none on its console, no incident, no problem in a notice';
  });
}
