/**
 * Custom models that a scenario names: its settings win, and what is not here is fetched again. What this browser keeps is
 * read by itself; another origin is asked only when the person says so; files must be brought by whoever has them.
 */
import { type CustomModelReference, referenceOf, withSettings } from '../../domain/custom-model';
import type { Scenario } from '../../domain/scenario';
import type { TakenModel } from '../../protocol/intake-contract';
import type { PlaygroundStore } from '../store';
import type { CustomModels } from './custom-models';
import { originOf, takenOf } from './known-models';
import type { Answered } from './origin-consent';
import { settingsFit } from './settings-fit';

export class ScenarioModels {
  /** As the scenario in force names them. */
  #references: readonly CustomModelReference[] = [];
  /** The message that asks whether to fetch, and for which models. */
  #asked: { readonly notice: number; readonly ids: readonly string[] } | null = null;

  constructor(
    private readonly custom: Pick<CustomModels, 'intake' | 'fromUrl' | 'inTurn' | 'offer' | 'welcome'>,
    private readonly store: PlaygroundStore,
  ) {}

  referenceOf(modelId: string): CustomModelReference | null {
    return this.#references.find(({ id }) => id === modelId) ?? null;
  }

  /** Before a scenario is loaded: its settings of models that are here already are put in force. */
  async adopt({ models = [] }: Pick<Scenario, 'models'>): Promise<void> {
    this.#references = models;
    this.#takeBack();
    for (const { id, settings } of models) {
      const one = takenOf(this.store.getState().taken, id);
      if (one === null || !settingsFit(one.model, settings)) continue;
      if (JSON.stringify(referenceOf(one.model).settings) === JSON.stringify(settings)) continue;
      await this.custom.offer({ ...one, model: withSettings(one.model, settings) });
    }
  }

  /** After it was loaded. */
  fetchMissing(): void {
    const { taken } = this.store.getState();
    const missing = this.#references.filter(({ id }) => takenOf(taken, id) === null);
    for (const reference of missing) {
      if (reference.source.kind === 'browser') void this.#fetch(reference);
    }
    const remote = missing.flatMap((reference) => {
      const origin = reference.source.kind === 'url' ? originOf(reference.source.url) : null;
      return origin === null ? [] : [{ reference, origin }];
    });
    if (remote.length === 0) return;
    const named = remote
      .map(({ reference, origin }) => `${reference.settings.name} from ${origin}`)
      .join(', ');
    const notice = this.store.getState().notify({
      severity: 'info',
      text: `This scenario uses ${named}. Nothing is fetched from there unless you ask for it; cookies are never sent.`,
      sticky: true,
      action: { label: 'Fetch', run: () => this.#fetchAsked(remote.map(({ reference }) => reference)) },
    });
    this.#asked = { notice, ids: remote.map(({ reference }) => reference.id) };
  }

  /** Another scenario came by another way, or the tenants were removed: nobody asks for their models any more. */
  follow({ tenants }: Pick<Scenario, 'tenants'>): void {
    const { ids = [] } = this.#asked ?? {};
    if (!tenants.some(({ modelId }) => ids.includes(modelId))) this.#takeBack();
  }

  #takeBack(): void {
    if (this.#asked !== null) this.store.getState().dismiss(this.#asked.notice);
    this.#asked = null;
  }

  #fetchAsked(references: readonly CustomModelReference[]): void {
    this.store.getState().set({ dialog: 'add-model' });
    const answered: Answered = new Map();
    for (const reference of references) void this.#fetch(reference, answered);
  }

  #fetch({ id, source, settings }: CustomModelReference, answered?: Answered): Promise<void> {
    if (source.kind === 'files') return Promise.resolve();
    const { intake, fromUrl, inTurn, welcome } = this.custom;
    return inTurn(settings.name, async () => {
      const one =
        source.kind === 'url'
          ? await fromUrl(source.url, answered)
          : await intake.call('fromBrowser', { key: source.key });
      if (one.model.id === id) await welcome([one]);
      else this.#refuseOther(settings.name, source.kind === 'url' ? source.url : `“${source.key}”`, one);
    });
  }

  /** The place holds other files now: that is told, and they do not silently take the place of what was meant. */
  #refuseOther(name: string, place: string, one: TakenModel): void {
    const { notify, dialog, set } = this.store.getState();
    notify({
      severity: 'problem',
      text: `${place} holds other files than the ${name} that this scenario was made with, so its tenants go on waiting.`,
      sticky: true,
      action: { label: 'See what is there', run: () => void this.custom.welcome([one]) },
    });
    if (dialog === 'add-model') set({ dialog: null });
  }
}
