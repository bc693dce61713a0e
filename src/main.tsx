/**
 * Composition root of the page: the engine worker, its client, the store and the views are put together here and
 * nowhere else.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from './base/assert';
import { createEngineClient } from './engine/index';
import { App } from './ui/App';
import { type Automation, createAutomation } from './ui/automation';
import { createCommands } from './ui/commands';
import { DrawLoop } from './ui/frames/draw-loop';
import { FrameMeter } from './ui/frames/frame-meter';
import { createPageFrames } from './ui/frames/page-frames';
import { CrashBoundary } from './ui/overlays/CrashBoundary';
import { RecordHistory } from './ui/record-history';
import { startSession } from './ui/session';
import { LiveScene } from './ui/stage/live-scene';
import { SceneCamera } from './ui/stage/scene-camera';
import { ScenePictures } from './ui/stage/scene-pictures';
import { createPlaygroundStore, PlaygroundContext, type PlaygroundHandle } from './ui/store';
import { chooseTheme, storedTheme } from './ui/theme/theme-choice';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

declare global {
  /** For the command line and end-to-end tests; see `ui/automation.ts`. */
  var playground: Automation | undefined;
}

chooseTheme(storedTheme());

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
const handle: PlaygroundHandle = {
  store,
  engine,
  history: new RecordHistory(),
  commands: createCommands(engine, store),
  frameMeter,
  loop,
  live: new LiveScene(pictures, new SceneCamera(pictures).capture, {
    now: () => performance.now(),
    add: (task) => loop.add(task),
    lowered: () => loop.loweredTo !== null,
    calm: () => calm.matches,
  }),
};

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

createRoot(defined(document.getElementById('root'), 'root element')).render(
  <StrictMode>
    <CrashBoundary>
      <PlaygroundContext value={handle}>
        <App />
      </PlaygroundContext>
    </CrashBoundary>
  </StrictMode>,
);
