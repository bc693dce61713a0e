/**
 * Composition root of the page: the engine worker, its client, the store and the views are put together here and
 * nowhere else.
 */
import './hosting/guard-scripts';
import './domain/zod-without-eval';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from './base/assert';
import { createEngineClient } from './engine/index';
import type { WorkerFate } from './protocol/hand-over';
import { App } from './ui/App';
import { type Automation, createAutomation } from './ui/automation';
import { createCommands } from './ui/commands';
import { AllowedOrigins } from './ui/custom/allowed-origins';
import { CustomModels } from './ui/custom/custom-models';
import { SettingsMemory } from './ui/custom/settings-memory';
import { embedPlaceOf } from './ui/embed/embed-place';
import { EvidenceClient } from './ui/evidence/evidence-client';
import { DrawLoop } from './ui/frames/draw-loop';
import { FrameMeter } from './ui/frames/frame-meter';
import { createPageFrames } from './ui/frames/page-frames';
import { followInputs } from './ui/inputs/follow-inputs';
import { createInputCommands } from './ui/inputs/input-commands';
import { LiveSources } from './ui/inputs/live-sources';
import { judges } from './ui/inputs/model-senses';
import type { Opener } from './ui/inputs/open-source';
import type { LiveSourceId } from './ui/inputs/source-state';
import { catchInstallOffer } from './ui/offline/install-offer';
import { CrashBoundary } from './ui/overlays/CrashBoundary';
import { RecordHistory } from './ui/record-history';
import { startSession } from './ui/session';
import { FrameCutter } from './ui/stage/frame-cutter';
import { LiveScene } from './ui/stage/live-scene';
import { ScenePictures } from './ui/stage/scene-pictures';
import { createPlaygroundStore, PlaygroundContext, type PlaygroundHandle } from './ui/store';
import { chooseTheme, storedTheme } from './ui/theme/theme-choice';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

declare global {
  /** For the command line and end-to-end tests; see `ui/automation.ts`. */
  var playground: Automation | undefined;
}

chooseTheme(storedTheme(), false);
catchInstallOffer();

const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
const store = createPlaygroundStore();
const engine = createEngineClient(worker);
const baseUrl = new URL('./', document.baseURI).href;
const pictures = new ScenePictures(baseUrl, (file, why) => {
  const text = `The scene's picture ${file} could not be loaded: ${why}. Models see a grey surface in its place; reload the page to try again.`;
  store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
});
const frameMeter = new FrameMeter();
const loop = new DrawLoop(createPageFrames(), (at, spentMs) => frameMeter.addFrame(at, spentMs));
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const localTexts = () => {
  if (store.getState().storageRefused) throw new Error('storage is refused on purpose');
  return localStorage;
};
const custom = new CustomModels({
  store,
  engine,
  memory: new SettingsMemory(localTexts),
  origins: new AllowedOrigins(localTexts),
  ownOrigin: location.origin,
  startWorker: () =>
    new Worker(new URL('./intake.worker.ts', import.meta.url), { type: 'module', name: 'intake' }),
});
/** What opens devices and files is fetched when somebody first wants one. */
const openerOf =
  (id: LiveSourceId): Opener =>
  async (request) =>
    (await import('./ui/inputs/openers')).openers[id](request);
const sources = new LiveSources(
  openerOf,
  // Absent on a page that came over plain http, whatever the DOM's types say.
  (navigator.mediaDevices as MediaDevices | undefined) ?? null,
  () => performance.now(),
  (states) => store.getState().set({ sources: states }),
);
const commands = createCommands(engine, store);
const handle: PlaygroundHandle = {
  store,
  engine,
  history: new RecordHistory(),
  commands,
  custom,
  frameMeter,
  loop,
  sources,
  inputs: createInputCommands(store, sources, commands),
  evidence: new EvidenceClient(
    () => new Worker(new URL('./evidence.worker.ts', import.meta.url), { type: 'module', name: 'evidence' }),
  ),
  startSimulator: () =>
    new Worker(new URL('./simulator.worker.ts', import.meta.url), { type: 'module', name: 'simulator' }),
  live: new LiveScene(pictures, new FrameCutter(), sources, {
    now: () => performance.now(),
    add: (task) => loop.add(task),
    lowered: () => loop.loweredTo !== null,
    calm: () => calm.matches,
    stageSource: () => store.getState().stageSource,
    judges: (tenantId) => {
      const { snapshot, catalog } = store.getState();
      const modelId = snapshot?.tenants.find(({ config }) => config.id === tenantId)?.config.modelId;
      const model = catalog?.models.find(({ id }) => id === modelId);
      return model !== undefined && judges(model);
    },
  }),
};
followInputs(store, sources, commands.retryTenant);

engine.on('startWorker', (wanted) => {
  store.getState().set({ startsExecutors: true });
  import('./ui/start-for-engine').then(
    ({ startForEngine }) =>
      startForEngine(
        wanted,
        (name) => new Worker(new URL('./executor.worker.ts', import.meta.url), { type: 'module', name }),
      ),
    () => {
      const fate: WorkerFate = {
        kind: 'error',
        message: 'the page could not fetch the script that starts it',
      };
      wanted.control.postMessage(fate);
    },
  );
});

worker.addEventListener('error', (event) => {
  const message = event.message || 'Its script could not be loaded or threw an error without a message.';
  store.getState().set({ fatal: { title: 'The engine stopped', message } });
});

const session = startSession(handle, {
  baseUrl,
  appVersion: import.meta.env.VITE_APP_VERSION ?? 'unknown',
  commit: import.meta.env.VITE_COMMIT ?? 'unknown',
});
globalThis.playground = createAutomation(handle, session);

const root = createRoot(defined(document.getElementById('root'), 'root element'));
const show = (page: ReactNode) =>
  root.render(
    <StrictMode>
      <CrashBoundary>
        <PlaygroundContext value={handle}>{page}</PlaygroundContext>
      </CrashBoundary>
    </StrictMode>,
  );

const embedPlace = embedPlaceOf(location.search);
/** Nothing that is seen first waits for it; a frame has no use for a copy of the app (docs/adr/0028). */
const startOffline = () =>
  import('./ui/offline/start-offline').then(
    (part) => part.startOffline(store, baseUrl),
    () => {
      const why = 'The script that looks after it could not be loaded.';
      const worker = { kind: 'failed', why, fix: 'Reload the page to try again.' } as const;
      store.getState().set({ offline: { ...store.getState().offline, worker } });
    },
  );

if (embedPlace === null) {
  show(<App />);
  session.opened.then(startOffline, startOffline);
} else {
  import('./ui/embed/start-embed').then(
    ({ startEmbed }) => show(startEmbed(handle, session, embedPlace)),
    () => {
      const message = 'Its script could not be loaded: the server which gave this page does not answer.';
      store.getState().set({ fatal: { title: 'The frame could not be opened', message } });
      show(<App />);
    },
  );
}
