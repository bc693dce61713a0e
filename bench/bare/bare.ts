/** The page around the bare workers: `globalThis.bare` loads models and lets them loop, alone or together. */
import '../../src/hosting/guard-scripts';
import type { BareAnswer, BareCall, BareModel } from './bare.worker';

const workers: Worker[] = [];

function call(worker: Worker, message: BareCall): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<BareAnswer>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
}

const rate = ({ inferences, elapsedMs }: BareAnswer): number => (inferences / elapsedMs) * 1000;
const loop = async (worker: Worker, durationMs: number): Promise<number> =>
  rate(await call(worker, { kind: 'loop', durationMs }));

declare global {
  /** Rates in inferences a second, one per model, in the order of `load`. */
  var bare:
    | {
        load(models: readonly BareModel[]): Promise<void>;
        alone(warmupMs: number, durationMs: number): Promise<number[]>;
        together(warmupMs: number, durationMs: number): Promise<number[]>;
      }
    | undefined;
}

globalThis.bare = {
  async load(models) {
    for (const model of models) {
      const worker = new Worker(new URL('./bare.worker.ts', import.meta.url), { type: 'module' });
      workers.push(worker);
      await call(worker, { kind: 'load', model });
    }
  },
  async alone(warmupMs, durationMs) {
    const rates: number[] = [];
    for (const worker of workers) {
      await loop(worker, warmupMs);
      rates.push(await loop(worker, durationMs));
    }
    return rates;
  },
  async together(warmupMs, durationMs) {
    const all = (spanMs: number) => Promise.all(workers.map((worker) => loop(worker, spanMs)));
    await all(warmupMs);
    return all(durationMs);
  },
};
