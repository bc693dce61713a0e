/** The models that come with the app, and where the chosen one should run. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Model } from '../../domain/model';
import { MAX_EXECUTORS, MAX_TENANTS } from '../../domain/scenario';
import { formatBytes, formatCount } from '../format';
import { Dialog } from '../primitives/Dialog';
import { Hint } from '../primitives/Hint';
import { SelectField } from '../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../store';
import { freeExecutorId, freeId } from '../tenant-words';
import './overlays.css';

const OWN = 'an executor of its own';
const sizeOf = (model: Model) => model.files.reduce((total, file) => total + file.bytes, 0);

export function AddModelDialog({ onClose }: { readonly onClose: () => void }) {
  const { commands } = usePlaygroundHandle();
  const models = usePlayground((state) => state.catalog?.models ?? null);
  const executorIds = usePlayground(
    useShallow((state) => state.snapshot?.scenario.executors.map((executor) => executor.id) ?? []),
  );
  const tenantIds = usePlayground(
    useShallow((state) => state.snapshot?.scenario.tenants.map((tenant) => tenant.id) ?? []),
  );
  const [place, setPlace] = useState<string>(OWN);
  const full = tenantIds.length >= MAX_TENANTS;
  const places = executorIds.length < MAX_EXECUTORS ? [OWN, ...executorIds] : executorIds;

  const add = (model: Model) => {
    const own = { id: freeExecutorId(executorIds), backend: 'auto', threads: 1, policy: 'fifo' } as const;
    const executor = executorIds.includes(place) ? null : own;
    const tenant = {
      id: freeId(model.id, tenantIds),
      modelId: model.id,
      executorId: executor?.id ?? place,
      workload: { kind: 'closed', inFlight: 1 },
      deadline: { kind: 'none' },
      input: 'scene',
      paused: false,
    } as const;
    void commands.addTenant(tenant, executor);
    onClose();
  };

  return (
    <Dialog title="Add a model" onClose={onClose}>
      <SelectField
        label="It runs on"
        term="executor"
        value={place}
        choices={places.map((value) => ({ value, label: value }))}
        onChoose={setPlace}
      />
      {full && <p className="warn">There are {MAX_TENANTS} tenants, the most that one scenario holds.</p>}
      <ul className="model-list">
        {models?.map((model) => (
          <li key={model.id}>
            <div className="model-words">
              <h3>
                {model.name} <span className="dim">{model.task.replaceAll('-', ' ')}</span>
              </h3>
              <p className="dim">{model.description}</p>
            </div>
            <div className="model-figures dim">
              <Hint term="model-size">{formatBytes(sizeOf(model))}</Hint>
              <Hint term="macs">{formatCount(model.megaMacs)} MMACs</Hint>
              <span>{model.licence.spdx}</span>
            </div>
            <button type="button" disabled={full} aria-label={`Add ${model.name}`} onClick={() => add(model)}>
              <Plus size={14} aria-hidden="true" /> Add
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
