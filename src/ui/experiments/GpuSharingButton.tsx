/** The way from an executor on WebGPU to ways of sharing its GPU: it opens the plan, and says why not where it cannot be had. */
import { FlaskConical } from 'lucide-react';
import type { ExecutorSnapshot } from '../../domain/snapshot';
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';
import { openPlan } from './experiment-desk';
import { GPU_ENTRY, whyNot } from './experiment-entries';

interface GpuSharingButtonProps {
  readonly executor: Pick<ExecutorSnapshot, 'backend' | 'config'>;
  /** Before the plan opens. */
  readonly onOpen: () => void;
}

/** Nothing on an executor that neither is on WebGPU nor was asked to be. */
export function GpuSharingButton({ executor, onOpen }: GpuSharingButtonProps) {
  const { store } = usePlaygroundHandle();
  const refusal = usePlayground((state) => whyNot(GPU_ENTRY, state.snapshot));
  if (executor.backend !== 'webgpu' && executor.config.backend !== 'webgpu') return null;
  if (refusal !== null) return <p className="field-note">No comparison on this GPU now: {refusal}</p>;
  const open = () => {
    onOpen();
    openPlan(store, GPU_ENTRY.draft);
  };
  return (
    <button type="button" onClick={open}>
      <FlaskConical size={14} aria-hidden="true" />{' '}
      <Hint term="gpu-sharing" focusable={false}>
        {GPU_ENTRY.title}
      </Hint>
    </button>
  );
}
