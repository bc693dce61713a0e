/** The settings of a tenant; every change applies while it runs. */
import { Pause, Play, Trash2 } from 'lucide-react';
import type { RefObject } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { PLAIN_CHOICE } from '../../../domain/scenario';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { GpuSection } from '../../gpu/GpuSection';
import { Hint } from '../../primitives/Hint';
import { Popover } from '../../primitives/Popover';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { freeExecutorId } from '../../tenant-words';
import { CauseFields } from './CauseFields';
import { DeadlineFields } from './DeadlineFields';
import { InputField } from './InputField';
import { OrderFields } from './OrderFields';
import { PhasesRow } from './PhasesRow';
import './tenant-editor.css';
import { useChangedConfig } from './use-changed-config';
import { VariantField } from './VariantField';
import { WorkloadFields } from './WorkloadFields';

const OWN = 'new executor';

interface TenantEditorProps {
  readonly tenant: TenantSnapshot;
  readonly name: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function TenantEditor({ tenant, name, anchor, onClose }: TenantEditorProps) {
  const { commands } = usePlaygroundHandle();
  const { config } = tenant;
  const { changed, change } = useChangedConfig(config);
  const tenants = usePlayground(useShallow((state) => state.snapshot?.scenario.tenants ?? []));
  const executors = usePlayground(useShallow((state) => state.snapshot?.scenario.executors ?? []));
  const home = usePlayground((state) =>
    state.snapshot?.executors.find((one) => one.config.id === config.executorId),
  );
  const gates = usePlayground((state) => state.snapshot?.scenario.gates);
  const ids = executors.map((executor) => executor.id);
  const backend = home?.config.backend ?? 'auto';
  const gate = home?.group ? (gates?.[home.group] ?? 'free-for-all') : 'free-for-all';
  const move = (to: string) =>
    commands.moveTenant(
      config.id,
      to === OWN ? { id: freeExecutorId(ids), backend, threads: 1, ...PLAIN_CHOICE } : to,
    );
  return (
    <Popover label={`Settings of ${name}`} anchor={anchor} className="tenant-editor" onClose={onClose}>
      <h3>{name}</h3>
      <SelectField
        label="Executor"
        term="executor"
        value={config.executorId}
        choices={[...ids, OWN].map((value) => ({ value, label: value }))}
        onChoose={(to) => void move(to)}
      />
      <VariantField config={config} />
      <InputField config={config} />
      <h4>Arrivals</h4>
      <CauseFields config={changed} tenants={tenants} onChange={change} />
      <WorkloadFields config={changed} onChange={change} />
      <h4>Time and order</h4>
      <DeadlineFields config={changed} tenants={tenants} measured={tenant.alone !== null} onChange={change} />
      <OrderFields config={changed} policy={home?.config.policy ?? 'fifo'} gate={gate} onChange={change} />
      <GpuSection tenant={tenant} config={changed} onChange={change} anchor={anchor} onClose={onClose} />
      <h4>Loading</h4>
      <PhasesRow tenant={tenant} />
      <EditorFoot tenant={tenant} name={name} onClose={onClose} />
    </Popover>
  );
}

function EditorFoot({ tenant, name, onClose }: Omit<TenantEditorProps, 'anchor'>) {
  const { commands } = usePlaygroundHandle();
  const { id, paused } = tenant.config;
  const Toggle = paused ? Play : Pause;
  return (
    <div className="popover-actions">
      <button type="button" onClick={() => void commands.updateTenant(id, { paused: !paused })}>
        <Toggle size={14} aria-hidden="true" /> {paused ? 'Resume' : 'Pause'}
      </button>
      <button
        type="button"
        onClick={() => {
          onClose();
          void commands.removeTenant(id, name);
        }}
      >
        <Trash2 size={14} aria-hidden="true" /> Remove
      </button>
      <p className="editor-samples">
        <Hint term="samples">n {tenant.latencyMs.n}</Hint>
      </p>
    </div>
  );
}
