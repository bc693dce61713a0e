/**
 * Starts a playground and keeps its surroundings in step: catalog and presets in, scenario in the address, tab hidden
 * or not, records to their history, frame ports to the live scene. It renders nothing. Whoever starts a session disposes it.
 */
import { reportOf } from '../domain/errors';
import { type Catalog, catalogSchema } from '../domain/model';
import { parseScenario, type Scenario } from '../domain/scenario';
import type { Snapshot } from '../domain/snapshot';
import { rememberedAutomaticBaselines } from './baseline-memory';
import { noticeUnkeptBaselines } from './baseline-notices';
import { noteWallClock } from './epoch-clock';
import { noticeSleep } from './incident-notices';
import { watchOtherTabs } from './other-tab-watch';
import { DEFAULT_PRESET, fetchJson, fetchPresets } from './preset-library';
import { rememberedRecovery } from './recovery-memory';
import { hashOf, scenarioFromHash } from './scenario-link';
import { followErasures } from './storage-channel';
import { noticeForgotten } from './storage-notices';
import type { PlaygroundHandle } from './store';

/** React renders at most this often from snapshots, in a frame of the draw loop: faster figures cannot be read. */
const SNAPSHOT_PERIOD_MS = 220;

export interface Session {
  /** Resolves when a scenario stands ready to run, and the store has it; rejects when none can. */
  readonly opened: Promise<void>;
  /** @throws EngineError `scenario-invalid`, with the message; the scenario in force stays. */
  loadScenario(document: unknown): Promise<void>;
  dispose(): void;
}

export interface SessionPlace {
  /** Absolute URL of the folder that holds `models/` and `presets/`, ending in a slash. */
  readonly baseUrl: string;
  readonly appVersion: string;
  readonly commit: string;
}

export function startSession(handle: PlaygroundHandle, place: SessionPlace): Session {
  const { store, engine, history, frameMeter, live, loop, custom } = handle;
  const state = store.getState;
  const modelIds = () => state().catalog?.models.map((model) => model.id) ?? [];

  let newest: Snapshot | null = null;
  const show = () => {
    if (newest !== null) state().setSnapshot(newest);
  };
  const loadScenario = async (document: unknown) => {
    const scenario = parseScenario(document, modelIds());
    history.clear();
    await custom.scenario.adopt(scenario);
    await engine.call('loadScenario', scenario);
    show(); // without the wait for a frame, which a hidden page never has
    custom.scenario.fetchMissing();
  };

  const openFromHash = async () => {
    const preset = state().presets.find((one) => one.id === DEFAULT_PRESET)?.scenario;
    try {
      await loadScenario(scenarioFromHash(location.hash, state().presets, modelIds()) ?? preset);
    } catch (thrown) {
      const { message } = reportOf(thrown, 'link-invalid');
      const text = `The link in the address could not be opened. ${message} The preset ${DEFAULT_PRESET} is open instead.`;
      state().notify({ severity: 'problem', text, sticky: true, action: null });
      // Also where the preset was open before: the address must not keep the link that was refused.
      linked = null;
      await loadScenario(preset);
    }
  };

  const open = async () => {
    const catalog = await fetchCatalog(place.baseUrl);
    const presets = await fetchPresets(
      `${place.baseUrl}presets/`,
      catalog.models.map((model) => model.id),
    );
    state().set({ catalog, presets });
    const { appVersion, commit } = place;
    await engine.call('open', { catalog, modelsUrl: `${place.baseUrl}models/`, appVersion, commit });
    const recovery = rememberedRecovery();
    if (recovery !== null) await engine.call('setRecovery', recovery);
    await engine.call('setBaselines', { automatic: rememberedAutomaticBaselines() });
    await openFromHash();
    const url = modelUrlOf(location.search);
    if (url === null) return;
    custom.state.setState({ url });
    state().set({ dialog: 'add-model' });
  };

  let linked: Scenario | null = null;
  const rendering = loop.add({ periodMs: SNAPSHOT_PERIOD_MS, moving: () => false, draw: show });
  const showSnapshot = (snapshot: Snapshot) => {
    newest = snapshot;
    noteWallClock();
    if (snapshot.run.kind !== 'idle') history.noteScenario(snapshot.at, snapshot.scenario);
    live.setSnapshot(snapshot);
    loop.setSaturated(saturates(snapshot));
    rendering.invalidate();
  };

  const afterChange = () => {
    const { snapshot, presets, experiment } = state();
    frameMeter.setActive(snapshot !== null && snapshot.run.kind !== 'idle');
    // An engine that was just opened publishes an empty scenario; the address keeps what was asked for.
    if (snapshot === null || snapshot.scenario === linked || snapshot.tenants.length === 0) return;
    // An experiment's set-ups come and go; the address keeps the scenario that it puts back.
    if (experiment !== null) return;
    linked = snapshot.scenario;
    custom.scenario.follow(linked);
    // An address that carried another scenario would mislead: one that is too large for a link leaves none.
    const hash = hashOf(linked, presets) ?? '#';
    if (hash !== location.hash && !(hash === '#' && location.hash === ''))
      window.history.replaceState(null, '', hash);
  };
  const onHash = () => void openFromHash().catch((thrown) => fail(thrown));
  const onVisibility = () => void engine.call('setHidden', { hidden: document.hidden }).catch(() => {});
  const fail = (thrown: unknown) => {
    const { message } = reportOf(thrown, 'network-unreachable');
    state().set({ fatal: { title: 'The playground could not be opened', message } });
  };

  const ends = [
    engine.on('snapshot', showSnapshot),
    engine.on('records', (batch) => history.push(batch)),
    engine.on('framePort', ({ executorId, port }) => live.addPort(executorId, port)),
    engine.on('experiment', (experiment) => state().set({ experiment })),
    engine.on('executorEnded', ({ executorId }) => live.endPort(executorId)),
    store.subscribe(afterChange),
    noticeSleep(store),
    noticeUnkeptBaselines(store),
    noticeForgotten(store),
    followErasures(handle),
    watchOtherTabs(store),
  ];
  addEventListener('hashchange', onHash);
  document.addEventListener('visibilitychange', onVisibility);
  const opened = open();
  opened.then(onVisibility, fail);

  return {
    opened,
    loadScenario,
    dispose() {
      for (const end of ends) end();
      rendering.dispose();
      custom.dispose();
      removeEventListener('hashchange', onHash);
      document.removeEventListener('visibilitychange', onVisibility);
    },
  };
}

/** Longer ones are no address of a model; the field tells what is wrong with others. */
const MOST_URL_CHARACTERS = 2000;

/** The address of a model that the page's own address names. It is put in its field and not fetched by itself. */
function modelUrlOf(search: string): string | null {
  const asked = new URLSearchParams(search);
  const url = (asked.get('modelUrl') ?? asked.get('url') ?? '').trim();
  return url === '' ? null : url.slice(0, MOST_URL_CHARACTERS);
}

/** Whether less than half a core is left beside what the executors use. */
function saturates({ executors, machine }: Snapshot): boolean {
  const used = executors.reduce((sum, one) => sum + one.utilisationFraction * one.threads, 0);
  return machine !== null && used > machine.cores - 0.5;
}

/** @throws EngineError `network-unreachable`; Error when the file is not a catalog. */
async function fetchCatalog(baseUrl: string): Promise<Catalog> {
  const parsed = catalogSchema.safeParse(await fetchJson(new URL('models/catalog.json', baseUrl).href));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`models/catalog.json is not a valid catalog: ${issue?.path.join('.')}: ${issue?.message}.`);
}
