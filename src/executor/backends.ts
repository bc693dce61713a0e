/**
 * Starts one TensorFlow.js backend in this worker: one table row per backend. TensorFlow.js is global per realm, so
 * a worker starts exactly one. Each row also knows how to wait until the backend has finished computing.
 */
import type { Backend } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { BufferLimits } from './device-room';
import type { GpuAccess } from './gpu-access';

export interface StartedBackend {
  /** Adapter or renderer; null where the backend has none to tell. */
  readonly adapter: string | null;
  readonly software: boolean;
  readonly threads: number;
  /** The device, where what runs on it can be recorded. */
  readonly gpu?: GpuAccess;
  /** Resolves when everything issued so far has been computed. */
  settle(): Promise<void>;
  /**
   * Call once outputs are read: what a lost device gives looks like zeros.
   * @throws EngineError `device-lost`.
   */
  assertAlive(): void;
  /** Loses the device on purpose. @throws EngineError `backend-unsuited` where there is none. */
  loseDevice(): void;
  /** How large a buffer may be; absent where there are none. */
  readonly bufferLimits?: BufferLimits;
  /** Returns to the system what is kept for later only; absent where nothing can be returned. */
  readonly giveBackPool?: () => void;
  /** Bytes that the backend holds from the system, pools included; null when it cannot tell. */
  reservedBytes(): number | null;
}

export interface BackendOptions {
  readonly threads: number;
  readonly onDeviceLost: (reason: string) => void;
}

type Start = (options: BackendOptions) => Promise<StartedBackend>;

/** Loaded on demand, so that a WASM executor never parses the WebGPU backend. */
const STARTS: Readonly<Record<Backend, () => Promise<Start>>> = {
  webgpu: async () => (await import('./start-webgpu')).startWebgpu,
  webgl: async () => (await import('./start-webgl')).startWebgl,
  wasm: async () => (await import('./start-wasm')).startWasm,
  cpu: async () => (await import('./start-cpu')).startCpu,
};

/** @throws EngineError `backend-unavailable` with the backend's own words. */
export async function startBackend(backend: Backend, options: BackendOptions): Promise<StartedBackend> {
  const start = await STARTS[backend]();
  try {
    return await start(options);
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new EngineError('backend-unavailable', `The ${backend} backend did not start: ${why}`);
  }
}
