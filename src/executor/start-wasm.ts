/**
 * The WASM backend: SIMD, one thread or several. Two traps of TensorFlow.js 4.22 are dealt with here: it ships its
 * factory's source text to its thread workers, which a bundler has rewritten, so the factory's `toString` returns the
 * untouched source; and it caps threads at half the cores it sees, so it is shown twice the threads asked for.
 */
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedFactory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
import threadedSource from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { EngineError } from '../domain/errors';
import type { BackendOptions, StartedBackend } from './backends';
import { noDeviceToLose } from './device-lost';

/** The part of TensorFlow.js's WASM backend that we use. */
interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

export async function startWasm({ threads }: BackendOptions): Promise<StartedBackend> {
  const threaded = threads > 1 && mayThread();
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  // The threaded binary starts eight helper workers and takes seven times as long to start: only when wanted.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threaded);
  if (threaded) offerThreads(threads);
  const started = await tf.setBackend('wasm').catch(() => false);
  if (!started)
    throw new EngineError('backend-unavailable', 'The WASM backend did not start in this browser.');
  await tf.ready();
  const { wasm } = tf.backend() as unknown as WasmBackend; // public in the pinned 4.22, absent from KernelBackend
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    adapter: simd ? 'SIMD' : 'no SIMD',
    software: false,
    threads: threaded ? getThreadsCount() : 1,
    settle: () => Promise.resolve(),
    assertAlive: () => {},
    loseDevice: () => noDeviceToLose('wasm'),
    reservedBytes: () => wasm.HEAPU8.byteLength,
  };
}

/** Threads share memory and are workers of this worker: isolation alone promises neither. */
const mayThread = (): boolean =>
  self.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined' && typeof Worker !== 'undefined';

function offerThreads(threads: number): void {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: threads * 2, configurable: true });
  const source = threadedSource.slice(
    threadedSource.indexOf('= ') + 2,
    threadedSource.lastIndexOf('})();') + '})();'.length,
  );
  threadedFactory.toString = () => source;
  setThreadsCount(threads);
}
