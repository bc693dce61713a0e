/**
 * What people can do about inputs: show another source and let the tenants that saw the old one follow, give tenants another
 * sound, bring files. It sends; it opens nothing itself and draws nothing.
 */
import {
  type PictureSource,
  pictureSourceOf,
  type SoundSource,
  soundSourceOf,
  type TenantConfig,
  type TenantInput,
} from '../../domain/scenario';
import type { Commands } from '../commands';
import type { PlaygroundStore } from '../store';
import type { LiveSources } from './live-sources';
import { listens, looks } from './model-senses';
import { type FileSource, isLive, SOURCE_NAMES } from './source-words';

export interface InputCommands {
  /**
   * Shows a source on the stage. Once it is there, the tenants that saw what the stage showed before see it too; until then,
   * and when it is refused, they run on with what they have. Called again, it tries again.
   */
  readonly showOnStage: (source: PictureSource) => Promise<void>;
  /** Gives the tenants that hear what the first listener hears another sound, once it is there. */
  readonly listenTo: (source: SoundSource) => Promise<void>;
  /** Gives one tenant another input, once it is there. */
  readonly giveTenant: (tenantId: string, input: TenantInput) => Promise<void>;
  /** Opens files as a source, which the stage then shows or its listeners then hear. */
  readonly openFiles: (kind: FileSource, files: readonly File[]) => Promise<void>;
}

type Sources = Pick<LiveSources, 'open' | 'openFiles'>;

export function createInputCommands(
  store: PlaygroundStore,
  sources: Sources,
  commands: Pick<Commands, 'updateTenant'>,
): InputCommands {
  /** What the stage showed when the tenants last followed it; null when they have. */
  let leaving: PictureSource | null = null;
  const tenantsOf = (uses: typeof looks): readonly TenantConfig[] => {
    const { snapshot, catalog } = store.getState();
    return (snapshot?.scenario.tenants ?? []).filter(({ modelId }) => {
      const model = catalog?.models.find(({ id }) => id === modelId);
      return model !== undefined && uses(model);
    });
  };
  /** Whether the input is there now. */
  const opened = async (input: TenantInput): Promise<boolean> => {
    if (!isLive(input)) return true;
    await sources.open(input);
    return store.getState().sources[input].kind === 'on';
  };
  const tellFailure = (input: TenantInput, again: () => void) => {
    const state = isLive(input) ? store.getState().sources[input] : null;
    if (state?.kind !== 'failed') return;
    const action = { label: 'Try again', run: again };
    store.getState().notify({ severity: 'problem', text: state.error.message, sticky: true, action });
  };
  /** The engine starts those again that had failed for want of the input before. */
  const give = (tenants: readonly TenantConfig[], inputOf: (tenant: TenantConfig) => TenantInput) =>
    Promise.all(tenants.map((tenant) => commands.updateTenant(tenant.id, { input: inputOf(tenant) })));
  /** Moves tenants to an input, says so and offers to take it back. */
  const move = async (
    uses: typeof looks,
    moved: readonly TenantConfig[],
    input: TenantInput,
    before: TenantInput,
    back: () => void,
  ) => {
    if (moved.length === 0) return;
    const old = new Map(moved.map((tenant) => [tenant.id, tenant.input]));
    await give(moved, () => input);
    const undo = () => {
      back();
      const still = tenantsOf(uses).filter((tenant) => old.has(tenant.id) && tenant.input === input);
      void opened(before).then(() => give(still, ({ id }) => old.get(id) ?? before));
    };
    const text = `${SOURCE_NAMES[input]} for ${moved.length === 1 ? '1 tenant' : `${moved.length} tenants`}, in place of ${SOURCE_NAMES[before].toLowerCase()}.`;
    store.getState().notify({ severity: 'info', text, sticky: false, action: { label: 'Undo', run: undo } });
  };

  const showOnStage = async (source: PictureSource) => {
    const { stageSource, set } = store.getState();
    if (source !== stageSource) {
      leaving ??= stageSource;
      set({ stageSource: source });
    }
    if (!(await opened(source)) || store.getState().stageSource !== source) return;
    const before = leaving;
    leaving = null;
    if (before === null || before === source) return;
    const moved = tenantsOf(looks).filter(({ input }) => pictureSourceOf(input) === before);
    await move(looks, moved, source, before, () => set({ stageSource: before }));
  };

  const listenTo = async (source: SoundSource) => {
    if (!(await opened(source))) return tellFailure(source, () => void listenTo(source));
    const all = tenantsOf(listens);
    const [before] = all.map(({ input }) => soundSourceOf(input)).filter((one) => one !== null);
    if (before === undefined || before === source) return;
    const moved = all.filter(({ input }) => soundSourceOf(input) === before);
    await move(listens, moved, source, before, () => {});
  };

  const giveTenant = async (tenantId: string, input: TenantInput) => {
    if (!(await opened(input))) return tellFailure(input, () => void giveTenant(tenantId, input));
    await commands.updateTenant(tenantId, { input });
  };

  return {
    showOnStage,
    listenTo,
    giveTenant,
    openFiles: async (kind, files) => {
      const opening = sources.openFiles(kind, files);
      if (kind !== 'sound-file') {
        const { stageSource, set } = store.getState();
        if (stageSource !== kind) leaving ??= stageSource;
        set({ stageSource: kind });
      }
      await opening;
      await (kind === 'sound-file' ? listenTo(kind) : showOnStage(kind));
    },
  };
}
