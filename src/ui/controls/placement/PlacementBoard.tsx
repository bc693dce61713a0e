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
  return (
    <Panel title="Placement" note="same column: taking turns · own column: racing" className="placement">
      <div className="board">
        {ids.map((id) => (
          <ExecutorColumn key={id} executorId={id} />
        ))}
        {ready && (
          <button
            type="button"
            className="board-add"
            onClick={() => store.getState().set({ dialog: 'add-model' })}
          >
            <Plus size={18} aria-hidden="true" />
            <span>
              Add
              <br />a model
            </span>
          </button>
        )}
      </div>
    </Panel>
  );
}
