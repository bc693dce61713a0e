/**
 * The page as a person uses it: what can be seen and pressed, by role and name. It waits for states, never for time.
 * Figures come from the page's own door for scripts (`automation.d.ts`).
 */
import { expect, type Locator, type Page } from '@playwright/test';
import type { SeenRecord, SeenScenario } from './automation.d.ts';
import type { GivenFile } from './fixtures/tiny-models.ts';

/** A scenario of `[tenantId, modelId, executorId]` rows: closed loops of one, on WASM unless said otherwise. */
export function scenarioOf(
  rows: readonly (readonly [string, string, string, Partial<SeenScenario['tenants'][number]>?])[],
  executor: Partial<SeenScenario['executors'][number]> = {},
): SeenScenario {
  return {
    schemaVersion: 1,
    name: 'test',
    seed: 1,
    executors: [...new Set(rows.map(([, , id]) => id))].map((id) => ({ id, backend: 'wasm', ...executor })),
    tenants: rows.map(([id, modelId, executorId, change]) => ({
      id,
      modelId,
      executorId,
      workload: { kind: 'closed', inFlight: 1 },
      ...change,
    })),
  };
}

/** Runs in the page before it loads. */
const noAutomaticBaselines = () => localStorage.setItem('playground-baselines', '{"automatic":false}');

export class PlaygroundPage {
  /** Errors that the page or its console told, in order. */
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
      // React says this in its development build only, which no user should get.
      if (message.text().includes('React DevTools')) this.errors.push('a development build is served');
    });
  }

  /** @param baselines whether missing ones are taken by themselves, as for people; else tests ask for what they need. */
  async open(hash = '', { baselines = false } = {}): Promise<void> {
    if (!baselines) await this.page.addInitScript(noAutomaticBaselines);
    await this.page.goto(`./${hash}`);
    await this.page.waitForFunction(() => globalThis.playground !== undefined);
    await this.page.evaluate(() => globalThis.playground.opened());
    await expect(this.runButton).toBeVisible();
  }

  async load(scenario: SeenScenario): Promise<void> {
    await this.page.evaluate((document) => globalThis.playground.loadScenario(document), scenario);
    await expect(this.cards).toHaveCount(scenario.tenants.length);
  }

  get runButton(): Locator {
    return this.page.getByRole('button', { name: 'Run', exact: true });
  }

  get stopButton(): Locator {
    return this.page.getByRole('button', { name: 'Stop', exact: true });
  }

  get cards(): Locator {
    return this.page.getByRole('article');
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  executor(id: string): Locator {
    return this.page.getByRole('region', { name: `Executor ${id}`, exact: true });
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  /** Presses Run and waits until every tenant has completed at least `completions` requests. */
  async run(completions = 3): Promise<void> {
    await this.runButton.click();
    await expect(this.stopButton).toBeVisible();
    await this.completed(completions);
  }

  /** The app with a scenario that runs: every tenant has completed some requests. */
  static async running(page: Page, scenario: Parameters<PlaygroundPage['load']>[0]): Promise<PlaygroundPage> {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.load(scenario);
    await playground.run();
    return playground;
  }

  /** Waits until every tenant that runs has completed at least `count` requests in the present window. */
  async completed(count: number): Promise<void> {
    await this.page.waitForFunction((least) => {
      const tenants = globalThis.playground.snapshot()?.tenants ?? [];
      const running = tenants.filter((tenant) => tenant.status.kind === 'running');
      return running.length > 0 && running.every((tenant) => tenant.completions >= least);
    }, count);
  }

  /** Opens the drawer of models. */
  async drawer(): Promise<Locator> {
    await this.page.getByRole('button', { name: /Add\s*a model/ }).click();
    const drawer = this.page.getByRole('dialog', { name: 'Add a model' });
    await expect(drawer).toBeVisible();
    return drawer;
  }

  /** The sheet of a model that was brought. */
  get sheet(): Locator {
    return this.page.getByRole('dialog', { name: 'Your model' });
  }

  /** The question before the first connection to a site; its buttons are the answers. */
  question(host: string): Locator {
    return this.page.getByRole('group', { name: `Fetch from ${host}?` });
  }

  /** Brings a model's files by the drawer; its sheet is open then. */
  async bring(files: readonly GivenFile[]): Promise<Locator> {
    const drawer = await this.drawer();
    await drawer.getByLabel('Files of a model').setInputFiles([...files]);
    await expect(this.sheet).toBeVisible();
    return this.sheet;
  }

  /** Opens the panel of mishaps. */
  async mishaps(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Mishaps', exact: true }).click();
    const panel = this.page.getByRole('complementary', { name: 'Mishaps' });
    await expect(panel).toBeVisible();
    return panel;
  }

  /** What failed stays failed until somebody does something about it. */
  async keepFailures(): Promise<void> {
    await this.page.evaluate(() => globalThis.playground.setRecovery({ automatic: false }));
  }

  /** Kind of the newest result of a tenant in the present window; null before the first. */
  async resultKind(tenantId: string): Promise<string | null> {
    const file = await this.page.evaluate(() => globalThis.playground.endWindow());
    return file.tenants.find((tenant) => tenant.id === tenantId)?.lastResult?.kind ?? null;
  }

  async records(): Promise<SeenRecord[]> {
    return this.page.evaluate(() => globalThis.playground.records());
  }

  async snapshot() {
    const snapshot = await this.page.evaluate(() => globalThis.playground.snapshot());
    if (snapshot === null) throw new Error('the page has no snapshot yet');
    return snapshot;
  }

  /** Opens a tenant's settings. */
  async settings(name: string): Promise<Locator> {
    await this.page.getByRole('button', { name: `Settings of ${name}`, exact: true }).click();
    return this.page.getByRole('dialog', { name: `Settings of ${name}`, exact: true });
  }
}
