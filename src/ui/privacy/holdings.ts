/** What this app may keep in a browser, one after another: what it is, where it lies, why, and what its loss means. */
export type HoldingId =
  | 'runs'
  | 'models'
  | 'baselines'
  | 'model-settings'
  | 'allowed-sites'
  | 'theme'
  | 'single-keys'
  | 'recovery'
  | 'automatic-baselines'
  | 'reloaded'
  | 'hand-over'
  | 'app-files'
  | 'model-files'
  | 'service-worker'
  | 'camera'
  | 'microphone';

export interface Holding {
  readonly id: HoldingId;
  /** As it stands in a row and in a sentence. */
  readonly what: string;
  /** Of one entry and of several. */
  readonly unit: readonly [string, string];
  readonly where:
    | 'IndexedDB'
    | 'localStorage'
    | 'sessionStorage'
    | 'Cache Storage'
    | 'Service worker'
    | 'Permission';
  /** Under which name the browser's own tools show it. */
  readonly name: string;
  readonly why: string;
  /** Nobody can bring it back: what to do first. Null where it comes again by itself or costs nothing. */
  readonly precious: string | null;
}
