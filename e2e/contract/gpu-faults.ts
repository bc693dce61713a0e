/** The page on which a WebGPU device fails on demand: `globalThis.gpuFault`. */
import '../../src/hosting/guard-scripts';
import { askWorker } from './ask-worker';
import type { GpuFault, GpuFaultAnswer } from './gpu-faults.worker';

const bringAbout = (fault: GpuFault): Promise<GpuFaultAnswer> =>
  askWorker(new Worker(new URL('./gpu-faults.worker.ts', import.meta.url), { type: 'module' }), fault);

declare global {
  var gpuFault: ((fault: GpuFault) => Promise<GpuFaultAnswer>) | undefined;
}
globalThis.gpuFault = bringAbout;
