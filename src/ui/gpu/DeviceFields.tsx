/** An executor's GPU device, to change while it runs: submits in flight, timing by the GPU, the budget of its memory. */
import { type ReactNode, useRef } from 'react';
import { MAX_SUBMITS_IN_FLIGHT } from '../../domain/gpu';
import type { ExecutorSnapshot } from '../../domain/snapshot';
import { SwitchLine } from '../mishaps/SwitchLine';
import { Hint } from '../primitives/Hint';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import { usePlaygroundHandle } from '../store';
import './gpu.css';

const DEPTHS = Array.from({ length: MAX_SUBMITS_IN_FLIGHT }, (_, index) => `${index + 1}`);
const MIN_BUDGET_MB = 16;
const MAX_BUDGET_MB = 65_536;
/** What a budget begins with, where nothing is known of what is in use. */
const PLAIN_BUDGET_MB = 1024;

interface DeviceFieldsProps {
  readonly executor: ExecutorSnapshot;
  /** What can be done with the device beside setting it. */
  readonly children: ReactNode;
}

export function DeviceFields({ executor, children }: DeviceFieldsProps) {
  if (executor.backend !== 'webgpu' && executor.backend !== 'webgl') return children;
  return (
    <div className="device-fields">
      <h4>GPU device</h4>
      {executor.backend === 'webgpu' && <QueueFields executor={executor} />}
      <BudgetFields executor={executor} />
      {children}
    </div>
  );
}

function QueueFields({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { commands } = usePlaygroundHandle();
  const { id, submitsInFlight = 1, gpuTiming = false } = executor.config;
  return (
    <>
      <SelectField
        label="Submits in flight"
        term="submits-in-flight"
        value={`${submitsInFlight}`}
        choices={DEPTHS.map((value) => ({ value, label: value }))}
        onChoose={(depth) => void commands.updateExecutor(id, { submitsInFlight: Number(depth) })}
      />
      <p className="field-note">More: less idle GPU time. Fewer: another tenant comes in sooner.</p>
      <SwitchLine
        className="field-check"
        on={gpuTiming}
        onAsk={(on) => commands.updateExecutor(id, { gpuTiming: on })}
      >
        <Hint term="gpu-timing" focusable={false}>
          Time the GPU
        </Hint>
      </SwitchLine>
    </>
  );
}

function BudgetFields({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { commands } = usePlaygroundHandle();
  const { id, memoryBudgetMB } = executor.config;
  const remembered = useRef(PLAIN_BUDGET_MB);
  if (memoryBudgetMB !== undefined) remembered.current = memoryBudgetMB;
  return (
    <>
      <SwitchLine
        className="field-check"
        on={memoryBudgetMB !== undefined}
        onAsk={(on) => commands.updateExecutor(id, { memoryBudgetMB: on ? remembered.current : undefined })}
      >
        <Hint term="memory-budget" focusable={false}>
          Memory budget
        </Hint>
      </SwitchLine>
      {memoryBudgetMB !== undefined && (
        <NumberField
          label="Budget, MB"
          term="memory-budget"
          value={memoryBudgetMB}
          min={MIN_BUDGET_MB}
          max={MAX_BUDGET_MB}
          integer
          onCommit={(budget) => void commands.updateExecutor(id, { memoryBudgetMB: budget })}
        />
      )}
    </>
  );
}
