/** The settings of a tenant; every change applies while it runs. */
import { Pause, Play, Trash2 } from 'lucide-react';
import type { RefObject } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { PLAIN_CHOICE } from '../../../domain/scenario';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { Hint } from '../../primitives/Hint';
import { Popover } from '../../primitives/Popover';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { freeExecutorId } from '../../tenant-words';
import { InputField } from './InputField';
import { PhasesRow } from './PhasesRow';
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
  const Toggle = config.paused ? Play : Pause;
  const executors = usePlayground(useShallow((state) => state.snapshot?.scenario.executors ?? []));
  const ids = executors.map((executor) => executor.id);
  const backend = executors.find((executor) => executor.id === config.executorId)?.backend ?? 'auto';
  const move = (to: string) =>
    commands.moveTenant(
      config.id,
      to === OWN ? { id: freeExecutorId(ids), backend, threads: 1, ...PLAIN_CHOICE } : to,
    );
  return (
    <Popover label={`Settings of ${name}`} anchor={anchor} onClose={onClose}>
      <h3>{name}</h3>
      <SelectField
        label="Executor"
        term="executor"
        value={config.executorId}
        choices={[...ids, OWN].map((value) => ({ value, label: value }))}
        onChoose={(to) => void move(to)}
      />
      <VariantField config={config} />
      <WorkloadFields config={config} onChange={(change) => void commands.updateTenant(config.id, change)} />
      <InputField config={config} />
      <PhasesRow tenant={tenant} />
      <dl className="facts small-text">
        <div className="fact">
          <dt>
            <Hint term="samples">Samples in the window</Hint>
          </dt>
          <dd>{tenant.latencyMs.n}</dd>
        </div>
      </dl>
      <div className="popover-actions">
        <button
          type="button"
          onClick={() => void commands.updateTenant(config.id, { paused: !config.paused })}
        >
          <Toggle size={14} aria-hidden="true" /> {config.paused ? 'Resume' : 'Pause'}
        </button>
        <button
          type="button"
          onClick={() => {
            onClose();
            void commands.removeTenant(config.id, name);
          }}
        >
          <Trash2 size={14} aria-hidden="true" /> Remove
        </button>
      </div>
    </Popover>
  );
}
