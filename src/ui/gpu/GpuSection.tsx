/** How a tenant runs on WebGPU: the choice, what came of it and why, what an inference costs, what its recording is made of. */
import { Cpu } from 'lucide-react';
import type { RefObject } from 'react';
import type { RecordingFacts } from '../../domain/gpu';
import type { TenantConfig } from '../../domain/scenario';
import type { TenantSnapshot } from '../../domain/snapshot';
import type { TenantChange } from '../../protocol/engine-contract';
import { FactList } from '../primitives/FactList';
import { Hint } from '../primitives/Hint';
import { SelectField } from '../primitives/SelectField';
import { usePlaygroundHandle } from '../store';
import { GpuTimes } from './GpuTimes';
import { MODE_CHIPS, MODE_CHOICES, unheededWords } from './mode-words';
import { recordingFacts, recordingLine } from './recording-words';
import { useBackend } from './use-backend';
import './gpu.css';

interface GpuSectionProps {
  readonly tenant: TenantSnapshot;
  /** Its configuration as it will be. */
  readonly config: TenantConfig;
  readonly onChange: (change: TenantChange) => void;
  /** What opened the settings: the focus returns there from what is opened from here. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function GpuSection({ tenant, config, onChange, anchor, onClose }: GpuSectionProps) {
  const { store } = usePlaygroundHandle();
  const backend = useBackend(config.executorId);
  if (backend !== 'webgpu') {
    const words = unheededWords(config.mode, config.executorId, backend);
    return words === null ? null : <p className="field-note">{words}</p>;
  }
  const gpu = tenant.gpu ?? null;
  const report = gpu?.mode ?? null;
  const openKernels = () => {
    onClose();
    anchor.current?.focus();
    store.getState().set({ dialog: 'kernels', kernelsTenantId: config.id });
  };
  return (
    <>
      <h4>WebGPU</h4>
      <SelectField
        label="Mode"
        term="gpu-mode"
        value={config.mode ?? 'auto'}
        choices={MODE_CHOICES}
        onChoose={(mode) => onChange({ mode })}
      />
      {report !== null && (
        <p className="field-note" role="status">
          <strong>Now {MODE_CHIPS[report.running].words}.</strong> {report.reason}
        </p>
      )}
      {gpu !== null && <GpuTimes gpu={gpu} executorId={config.executorId} />}
      {report !== null && report.facts !== null && (
        <RecordingDetails facts={report.facts} onKernels={openKernels} />
      )}
    </>
  );
}

interface RecordingDetailsProps {
  readonly facts: RecordingFacts;
  readonly onKernels: () => void;
}

function RecordingDetails({ facts, onKernels }: RecordingDetailsProps) {
  return (
    <>
      <details className="field-details">
        <summary>
          <Hint term="recording" focusable={false}>
            Recording
          </Hint>
          : {recordingLine(facts)}
        </summary>
        <FactList className="gpu-facts" facts={recordingFacts(facts)} />
      </details>
      <button type="button" className="kernels-button" onClick={onKernels}>
        <Cpu size={14} aria-hidden="true" /> Kernels
      </button>
    </>
  );
}
