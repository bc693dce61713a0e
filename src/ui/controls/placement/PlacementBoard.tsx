/** Executors as columns, tenants as cards in them: where each model runs, and with whom it shares. */
import { Plus } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { Panel } from '../../primitives/Panel';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { ExecutorColumn } from './ExecutorColumn';
import './placement.css';

export function PlacementBoard() {
  const { store } = usePlaygroundHandle();
  const ids = usePlayground(
    useShallow((state) => state.snapshot?.executors.map((executor) => executor.config.id) ?? []),
  );
  const ready = usePlayground((state) => state.snapshot !== null && state.catalog !== null);
  const add = (
    <button type="button" className="small" onClick={() => store.getState().set({ dialog: 'add-model' })}>
      <Plus size={14} aria-hidden="true" /> Add a model
    </button>
  );
  return (
    <Panel
      title="Placement"
      note="same column: taking turns · own column: racing"
      actions={ready ? add : undefined}
      className="placement"
    >
      <div className="board">
        {ids.map((id) => (
          <ExecutorColumn key={id} executorId={id} />
        ))}
        {ready && ids.length === 0 && <p className="dim">No tenants. Add a model, or choose a scenario.</p>}
      </div>
    </Panel>
  );
}
