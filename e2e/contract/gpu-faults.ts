/** The page on which a WebGPU device fails on demand: `globalThis.gpuFault`. */
import type { GpuFault, GpuFaultAnswer } from './gpu-faults.worker';

function bringAbout(fault: GpuFault): Promise<GpuFaultAnswer> {
  const worker = new Worker(new URL('./gpu-faults.worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<GpuFaultAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<GpuFaultAnswer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage(fault);
  return answer.finally(() => worker.terminate());
}

declare global {
  var gpuFault: ((fault: GpuFault) => Promise<GpuFaultAnswer>) | undefined;
}
globalThis.gpuFault = bringAbout;
