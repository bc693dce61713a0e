/** The custom models of this visit: they can be added again, and their settings opened. */
import { Plus, SlidersHorizontal } from 'lucide-react';
import type { Model } from '../../domain/model';
import { formatBytes } from '../format';
import { sizeOf } from '../overlays/drawer/model-filter';
import { usePlayground, usePlaygroundHandle } from '../store';
import { sourceWords } from './known-models';

export function VisitModels({ onAdd }: { readonly onAdd: (model: Model) => void }) {
  const { store } = usePlaygroundHandle();
  const taken = usePlayground((state) => state.taken);
  if (taken.length === 0) return null;
  return (
    <>
      <h4>Here now</h4>
      <ul className="own-list" aria-label="Your models of this visit">
        {taken.map(({ model }) => (
          <li key={model.id}>
            <span className="own-name">{model.name}</span>
            <span className="dim own-facts">
              {formatBytes(sizeOf(model))}, {sourceWords(model)}
            </span>
            <button
              type="button"
              aria-label={`Settings of ${model.name}`}
              onClick={() => store.getState().set({ dialog: 'custom-model', customModelId: model.id })}
            >
              <SlidersHorizontal size={14} aria-hidden="true" /> Settings
            </button>
            <button type="button" aria-label={`Add ${model.name}`} onClick={() => onAdd(model)}>
              <Plus size={14} aria-hidden="true" /> Add
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
