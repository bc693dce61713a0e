/**
 * TensorFlow.js in a worker with nothing else: what the product is compared with. One model on one fixed tensor in a
 * loop, outputs read back, results not decoded. It must not import anything of `src/`.
 */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';

export interface BareModel {
  readonly url: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly range: readonly [number, number];
}
export type BareCall =
  | { readonly kind: 'load'; readonly model: BareModel }
  | { readonly kind: 'loop'; readonly durationMs: number };
export interface BareAnswer {
  readonly inferences: number;
  readonly elapsedMs: number;
}

let inference: (() => void) | null = null;

async function load({ url, shape, dtype, range: [low, high] }: BareModel): Promise<void> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  const model = await tf.loadGraphModel(url);
  const input = tf.randomUniform([...shape], low, high, dtype, 1);
  inference = () => {
    const outputs = model.predict(input);
    for (const output of Array.isArray(outputs) ? outputs : [outputs as tf.Tensor]) {
      output.dataSync();
      output.dispose();
    }
  };
  inference();
}

async function loop(durationMs: number): Promise<BareAnswer> {
  if (inference === null) throw new Error('load first');
  let inferences = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < durationMs) {
    inference();
    inferences += 1;
  }
  return { inferences, elapsedMs: performance.now() - startedAt };
}

self.addEventListener('message', async ({ data }: MessageEvent<BareCall>) => {
  const answer = data.kind === 'load' ? await load(data.model) : await loop(data.durationMs);
  self.postMessage(answer ?? null);
});
