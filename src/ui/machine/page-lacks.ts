/** What a page may lack, each with the finding that says so: a table, in the order in which equals are shown. */
import type { MachineFinding } from '../../domain/backend';
import type { PageFacts } from './page-facts';

export const info = (fact: string, affects: string, cause: string, fix: string): MachineFinding => ({
  severity: 'info',
  fact,
  affects,
  cause,
  fix,
});

const ANOTHER_BROWSER = 'use a browser that offers it, if you need it';

/** What is shown when the page lacks that; of an insecure page the engine's finding says most of it. */
export const LACKS: readonly (readonly [keyof PageFacts, 'anywhere' | 'where secure', MachineFinding])[] = [
  [
    'storage',
    'anywhere',
    info(
      'Nothing can be kept in this browser',
      'settings, baselines, the history and kept models are gone when the tab is closed',
      'storage is off or blocked: by a setting, or in a private window',
      'allow this site to keep data, or export what you want to keep',
    ),
  ],
  [
    'storageEstimate',
    'where secure',
    info(
      'How full the storage is cannot be told',
      'the history and kept models cannot say how much room is left; what does not fit any more is refused with words',
      'the browser has no navigator.storage.estimate',
      'nothing to do',
    ),
  ],
  [
    'longTasks',
    'anywhere',
    info(
      'Long tasks of the page are not told',
      'the page’s “longest task” and “over 50 ms” are missing, and its busy share counts its frames only',
      'the browser has no entries “longtask” for pages to observe',
      'nothing to do for the models: their figures do not come from it',
    ),
  ],
  [
    'memory',
    'anywhere',
    info(
      'The memory of the page with its workers cannot be measured',
      'the total that stands here elsewhere is missing; what each executor holds is told by its backend all the same',
      'the browser has no performance.measureUserAgentSpecificMemory, or the page is not isolated',
      'look at the browser’s own task manager',
    ),
  ],
  [
    'otherTabs',
    'where secure',
    info(
      'Other tabs of the playground cannot be seen',
      'a run in another tab slows this one without a warning',
      'the browser has no Web Locks or no BroadcastChannel',
      'keep one tab open',
    ),
  ],
  [
    'serviceWorker',
    'where secure',
    info(
      'The app cannot be kept for use without a network',
      'without a network it does not open, and a host without headers cannot isolate it',
      'the browser has no service workers, or none in private windows',
      'open it in a normal window',
    ),
  ],
  [
    'camera',
    'where secure',
    info(
      'No camera or microphone for pages',
      'neither can be a source here',
      'the browser has no getUserMedia',
      ANOTHER_BROWSER,
    ),
  ],
  [
    'screen',
    'where secure',
    info(
      'The screen cannot be shared',
      'it cannot be a source here; camera, video and pictures can',
      'the browser has no getDisplayMedia, as on phones',
      ANOTHER_BROWSER,
    ),
  ],
  [
    'soundWorklet',
    'where secure',
    info(
      'Sound comes by asking instead of by itself',
      'samples of the microphone are asked for by the page’s thread: a busy page can lose some',
      'the browser has no AudioWorklet',
      ANOTHER_BROWSER,
    ),
  ],
  [
    'fullscreen',
    'anywhere',
    info(
      'The code of a link cannot fill the screen',
      'it fills the window instead',
      'the browser lets no page fill the screen, as on some phones',
      'nothing to do',
    ),
  ],
  [
    'trustedTypes',
    'anywhere',
    info(
      'Scripts are guarded by the policy alone',
      'no figure; a second safeguard against foreign scripts is missing',
      'the browser has no Trusted Types',
      'nothing to do: the Content-Security-Policy holds all the same',
    ),
  ],
];
