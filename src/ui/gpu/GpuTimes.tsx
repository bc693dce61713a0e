/** What an inference on WebGPU costs: the thread's time to issue it, and the GPU's where that is timed. */
import type { TenantGpu } from '../../domain/snapshot';
import { FactList } from '../primitives/FactList';
import { usePlayground } from '../store';
import { gpuTimeWords, spreadWords } from './recording-words';

const CPU_NOTE = 'CPU: thread busy issuing, waits apart.';
const GPU_NOTE = 'GPU: timestamp queries, quantised; not to be added up over tenants.';

export function GpuTimes({ gpu, executorId }: { readonly gpu: TenantGpu; readonly executorId: string }) {
  const timed = usePlayground(
    ({ snapshot }) =>
      snapshot?.executors.find((one) => one.config.id === executorId)?.config.gpuTiming === true,
  );
  const measured = gpu.gpuMs !== null || gpu.gpuInvalid > 0;
  const untimed = timed
    ? 'GPU: recorded requests are timed, where the device has timestamp queries.'
    : `GPU: timing is switched on in the details of ${executorId}.`;
  return (
    <>
      <FactList
        className="gpu-facts"
        facts={[
          ['issue-time', 'CPU time to issue', spreadWords(gpu.issueMs)],
          ['gpu-time', 'GPU time', gpuTimeWords(gpu, timed)],
        ]}
      />
      <p className="field-note">
        {CPU_NOTE} {measured ? GPU_NOTE : untimed}
      </p>
    </>
  );
}
