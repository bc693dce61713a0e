/**
 * Models that people bring: taken in by the intake worker, made known to the store and the engine, their settings
 * remembered. It renders nothing and reads no model file; what scenarios want of them is `scenario-models.ts`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type CustomSettings, withSettings } from '../../domain/custom-model';
import { EngineError, type ErrorReport, reportOf } from '../../domain/errors';
import type { EngineClient } from '../../engine/index';
import type { GivenFile, IntakeEvents, KeptModel, TakenModel } from '../../protocol/intake-contract';
import type { StartedWorker } from '../on-demand-worker';
import type { PlaygroundStore } from '../store';
import type { AllowedOrigins } from './allowed-origins';
import { Intake } from './intake';
import { freeKey, originOf, takenOf, withTaken } from './known-models';
import { type Answered, OriginConsent } from './origin-consent';
import { ScenarioModels } from './scenario-models';
import { settingsFit } from './settings-fit';
import type { SettingsMemory } from './settings-memory';

/** What the drawer shows of the intake. */
export interface IntakeState {
  /** What is being read, and how far that is. */
  readonly busy: { readonly what: string; readonly progress: IntakeEvents['progress'] | null } | null;
  /** The site that may be connected to only when the person says so; null when nothing is asked. */
  readonly asksFor: string | null;
  readonly problem: ErrorReport | null;
  /** What stands in the field for an address. */
  readonly url: string;
  /** Ids of the models that came in together last. */
  readonly arrived: readonly string[];
}

interface Surroundings {
  readonly store: PlaygroundStore;
  readonly engine: Pick<EngineClient, 'call'>;
  readonly memory: SettingsMemory;
  readonly origins: AllowedOrigins;
  readonly ownOrigin: string;
  readonly startWorker: () => StartedWorker;
}

export class CustomModels {
  readonly state: StoreApi<IntakeState> = createStore<IntakeState>()(() => ({
    busy: null,
    asksFor: null,
    problem: null,
    url: '',
    arrived: [],
  }));
  readonly intake: Intake;
  readonly scenario: ScenarioModels;
  readonly consent: OriginConsent;
  readonly origins: AllowedOrigins;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly around: Surroundings) {
    this.scenario = new ScenarioModels(this, around.store);
    this.intake = new Intake(around.startWorker, (progress) => {
      const { busy } = this.state.getState();
      if (busy !== null) this.state.setState({ busy: { ...busy, progress } });
    });
    this.origins = around.origins;
    this.consent = new OriginConsent({
      origins: this.origins,
      show: (asksFor) => {
        this.state.setState({ asksFor });
        // Asked where the person can see it, whatever was opened meanwhile.
        if (asksFor !== null) around.store.getState().set({ dialog: 'add-model' });
      },
      onUnremembered: (origin) => {
        const text = `${origin} is allowed until this page is left: this browser's storage did not take it.`;
        around.store.getState().notify({ severity: 'info', text, sticky: false, action: null });
      },
    });
    around.store.subscribe(({ storageRefused, snapshot, dialog }) => {
      this.intake.refuse({ storage: storageRefused, network: snapshot?.networkRefused === true });
      if (dialog !== 'add-model') this.consent.answer('no');
    });
  }

  takeFiles(files: readonly GivenFile[]): Promise<void> {
    const [first] = files;
    const what = files.length === 1 && first !== undefined ? first.path : `${files.length} files`;
    return this.#show(what, () => this.intake.call('fromFiles', { files }));
  }

  takeUrl(url: string): Promise<void> {
    return this.#show(originOf(url) ?? url, async () => [await this.fromUrl(url)]);
  }

  /** Whether it may without a question. @param origin as `location.origin` writes it */
  mayFetch(origin: string): boolean {
    return origin === this.around.ownOrigin || this.origins.has(origin);
  }

  /** Asks first where the person was not asked before. @throws EngineError `cancelled` | of the worker. */
  readonly fromUrl = (url: string, answered?: Answered): Promise<TakenModel> =>
    this.consent.fetch(url, (allowed) => this.intake.call('fromUrl', { url, allowed }), answered);

  takeKept(key: string): Promise<void> {
    return this.#show(`“${key}”`, async () => [await this.intake.call('fromBrowser', { key })]);
  }

  cancel(): void {
    this.consent.answer('no');
    this.intake.call('cancel', null).catch(() => {}); // what is under way rejects by itself
  }

  /** @throws EngineError `storage-blocked`. */
  kept(): Promise<readonly KeptModel[]> {
    return this.intake.call('kept', null);
  }

  /** @throws EngineError `storage-blocked`. */
  async forget(key: string): Promise<void> {
    await this.intake.call('forget', { key });
    await this.forgotten((one) => one === key);
  }

  /** Also those that were allowed for this visit only. */
  forgetSites(): void {
    this.origins.forgetAll();
  }

  /** Those of these keys that are here came from nowhere else: nobody but their owner can bring them again. */
  async forgotten(isGone: (key: string) => boolean): Promise<void> {
    for (const one of this.#taken) {
      const { source } = one.model;
      if (source.kind === 'browser' && isGone(source.key))
        await this.offer({ ...one, model: { ...one.model, source: { kind: 'files' } } });
    }
  }

  /** @throws EngineError `labels-unreadable` | `labels-length`. */
  labels(file: Blob, expected: number | null): Promise<readonly string[]> {
    return this.intake.call('labels', { file, expected });
  }

  /** Keeps a model in this browser under its name. @throws EngineError `storage-full` | `storage-blocked`. */
  async keep(modelId: string): Promise<KeptModel> {
    const one = this.#known(modelId);
    const others = await this.kept();
    const key = freeKey(
      one.model.name,
      others.map((other) => other.key),
    );
    const kept = await this.intake.call('keep', { taken: one, key });
    // Files come from nowhere again: from now on this browser has them, and links that it opens find them.
    if (one.model.source.kind === 'files')
      await this.offer({ ...one, model: { ...one.model, source: { kind: 'browser', key: kept.key } } });
    return kept;
  }

  /**
   * Puts other settings in force; tenants of the model load it anew.
   * @returns whether they will be remembered at the next visit.
   */
  async apply(modelId: string, settings: CustomSettings, labels: readonly string[] | null): Promise<boolean> {
    const one = this.#known(modelId);
    const remembered = this.around.memory.write(modelId, settings);
    await this.offer({ ...one, model: { ...withSettings(one.model, settings), labels } });
    return remembered;
  }

  dispose(): void {
    this.intake.dispose();
  }

  get #taken(): readonly TakenModel[] {
    return this.around.store.getState().taken;
  }

  #known(modelId: string): TakenModel {
    const one = takenOf(this.#taken, modelId);
    if (one !== null) return one;
    throw new EngineError('model-unknown', 'The model is not here any more. Bring it again.');
  }

  /** Reads in the sight of the person, who waits at the drawer; then the sheet opens. */
  #show(what: string, read: () => Promise<readonly TakenModel[]>): Promise<void> {
    this.around.store.getState().set({ dialog: 'add-model' });
    return this.inTurn(what, async () => this.welcome(await read()));
  }

  /** One at a time: the worker has one thing under way, and so does the line that shows it. */
  readonly inTurn = (what: string, work: () => Promise<void>): Promise<void> => {
    const mine = this.#last.then(async () => {
      this.state.setState({ busy: { what, progress: null }, problem: null });
      try {
        await work();
      } catch (thrown) {
        const problem = reportOf(thrown, 'model-load-failed');
        if (problem.code !== 'cancelled') this.#tell(problem);
      } finally {
        this.state.setState({ busy: null });
      }
    });
    this.#last = mine;
    return mine;
  };

  /** In the drawer while that is open, else as a message that stays. */
  #tell(problem: ErrorReport): void {
    const { dialog, notify } = this.around.store.getState();
    if (dialog === 'add-model') this.state.setState({ problem });
    else notify({ severity: 'problem', text: problem.message, sticky: true, action: null });
  }

  /** Offers what came in; the sheet opens for what nobody waited for. */
  readonly welcome = async (models: readonly TakenModel[]): Promise<void> => {
    const state = this.around.store.getState();
    const awaited = (id: string) =>
      takenOf(state.taken, id) === null &&
      (this.scenario.referenceOf(id) !== null ||
        (state.snapshot?.scenario.tenants ?? []).some(({ modelId }) => modelId === id));
    const returned = models.filter(({ model }) => awaited(model.id));
    for (const one of models) await this.offer(this.#settled(one));
    const fresh = models.filter((one) => !returned.includes(one)).map(({ model }) => model.id);
    this.state.setState({ arrived: fresh, url: '' });
    // What this browser keeps comes by itself: that is no news.
    const brought = returned.filter(({ model }) => model.source.kind !== 'browser');
    if (brought.length > 0) {
      const names = brought.map(({ model }) => takenOf(this.#taken, model.id)?.model.name).join(', ');
      const text = `${names}: the files are here, and what waited for them starts.`;
      state.notify({ severity: 'info', text, sticky: false, action: null });
    }
    const [first] = fresh;
    if (first !== undefined) state.set({ dialog: 'custom-model', customModelId: first });
    else if (this.around.store.getState().dialog === 'add-model') state.set({ dialog: null });
  };

  /** With the scenario's settings, else those that were chosen before, else as it came. */
  #settled(one: TakenModel): TakenModel {
    const { model } = one;
    const reference = this.scenario.referenceOf(model.id);
    const settings = reference?.settings ?? this.around.memory.read(model.id);
    const labels = model.labels ?? takenOf(this.#taken, model.id)?.model.labels ?? null;
    if (settings === null) return { ...one, model: { ...model, labels } };
    if (settingsFit(model, settings)) return { ...one, model: { ...withSettings(model, settings), labels } };
    const text = `${model.name}: the settings that ${reference === null ? 'were chosen for it before' : 'this scenario has for it'} do not fit its inputs and outputs. It has those of a new model.`;
    this.around.store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
    return one;
  }

  /** Makes a model, or its new settings, known to the engine and the page. */
  async offer(one: TakenModel): Promise<void> {
    const { store, engine } = this.around;
    await engine.call('offerModel', { model: one.model, blobs: one.blobs });
    store.getState().set(withTaken(store.getState(), one));
  }
}
