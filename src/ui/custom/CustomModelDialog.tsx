/** The sheet of a custom model; of several that came in together, one at a time. */

import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { Dialog } from '../primitives/Dialog';
import { usePlayground, usePlaygroundHandle } from '../store';
import './custom.css';
import { takenOf } from './known-models';
import { ModelSheet } from './ModelSheet';

export function CustomModelDialog({ onClose }: { readonly onClose: () => void }) {
  const { store, custom } = usePlaygroundHandle();
  const one = usePlayground((state) => takenOf(state.taken, state.customModelId));
  const arrived = useStore(custom.state, (state) => state.arrived);
  const together = usePlayground(
    useShallow(({ taken, customModelId }) =>
      customModelId !== null && arrived.includes(customModelId)
        ? taken.filter(({ model }) => arrived.includes(model.id)).map(({ model }) => model)
        : [],
    ),
  );
  if (one === null) return null;
  const { model } = one;
  return (
    <Dialog title="Your model" onClose={onClose}>
      {together.length > 1 && (
        <fieldset className="sheet-models" aria-label="Models that came in together">
          {together.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === model.id}
              onClick={() => store.getState().set({ customModelId: id })}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
      <ModelSheet key={model.id} model={model} several={together.length > 1} onClose={onClose} />
    </Dialog>
  );
}
