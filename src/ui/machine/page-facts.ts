/**
 * What only the page can see of the browser: looked at, never told from a browser's name. Only what this app uses is asked for.
 * It judges nothing; `page-findings.ts` does.
 */

export interface PageFacts {
  readonly secure: boolean;
  /** WebGPU on the page; what workers have the engine has looked at. */
  readonly webgpu: boolean;
  /** Tasks of the page longer than 50 ms are told to it. */
  readonly longTasks: boolean;
  /** Memory of the page with its workers can be measured. */
  readonly memory: boolean;
  /** Other tabs of this app can be seen. */
  readonly otherTabs: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly soundWorklet: boolean;
  readonly serviceWorker: boolean;
  /** Something can be kept: both kinds of storage are there and open. */
  readonly storage: boolean;
  /** How full it is can be asked. */
  readonly storageEstimate: boolean;
  readonly trustedTypes: boolean;
  readonly fullscreen: boolean;
}

/** What browsers may lack, whatever the DOM's types say. */
interface Scope {
  readonly isSecureContext: boolean;
  readonly trustedTypes?: unknown;
  readonly indexedDB?: unknown;
  readonly BroadcastChannel?: unknown;
  readonly AudioWorkletNode?: unknown;
  readonly PerformanceObserver?: { readonly supportedEntryTypes?: readonly string[] };
  readonly performance: { readonly measureUserAgentSpecificMemory?: unknown };
  readonly document: { readonly documentElement: { readonly requestFullscreen?: unknown } };
  readonly navigator: {
    readonly gpu?: unknown;
    readonly locks?: unknown;
    readonly serviceWorker?: unknown;
    readonly storage?: { readonly estimate?: unknown };
    readonly mediaDevices?: { readonly getUserMedia?: unknown; readonly getDisplayMedia?: unknown };
  };
}

export function lookAtPage(scope: Scope = globalThis as unknown as Scope): PageFacts {
  // a window has each, or lacks it
  const { navigator, performance, document } = scope;
  const has = (thing: unknown) => thing !== undefined && thing !== null;
  return {
    secure: scope.isSecureContext,
    webgpu: has(navigator.gpu),
    longTasks: scope.PerformanceObserver?.supportedEntryTypes?.includes('longtask') === true,
    memory: has(performance.measureUserAgentSpecificMemory),
    otherTabs: has(navigator.locks) && has(scope.BroadcastChannel),
    camera: has(navigator.mediaDevices?.getUserMedia),
    screen: has(navigator.mediaDevices?.getDisplayMedia),
    soundWorklet: has(scope.AudioWorkletNode),
    serviceWorker: has(navigator.serviceWorker),
    storage: has(scope.indexedDB) && opensStorage(scope),
    storageEstimate: has(navigator.storage?.estimate),
    trustedTypes: has(scope.trustedTypes),
    fullscreen: has(document.documentElement.requestFullscreen),
  };
}

/** Reading the property throws where storage is blocked. */
function opensStorage(scope: object): boolean {
  try {
    return (scope as { readonly localStorage?: Storage | null }).localStorage != null; // absent or null where it is off
  } catch {
    return false;
  }
}
