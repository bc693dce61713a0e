/** The board without a tenant: what it is for, and the way to the first one. */
import { Plus } from 'lucide-react';
import { usePlaygroundHandle } from '../../store';

export function EmptyBoard() {
  const { store } = usePlaygroundHandle();
  return (
    <div className="empty-board">
      <p>No tenants. Add a model, or choose a scenario.</p>
      <p className="dim small-text">
        Each model runs on an executor: a worker of its own or one that it shares.
      </p>
      <button type="button" className="primary" onClick={() => store.getState().set({ dialog: 'add-model' })}>
        <Plus size={14} aria-hidden="true" /> Add a model
      </button>
    </div>
  );
}
