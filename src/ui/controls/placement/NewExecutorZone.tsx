/** Shown while a card is held: dropped here or on any empty space, the tenant gets an executor of its own. */
import { Plus } from 'lucide-react';
import { NEW_EXECUTOR } from './drop-effect';
import { useDropEffect } from './use-drop-effect';

interface NewExecutorZoneProps {
  readonly held: string;
  /** Whether the card would be dropped here now. */
  readonly over: boolean;
}

export function NewExecutorZone({ held, over }: NewExecutorZoneProps) {
  const effect = useDropEffect(held, NEW_EXECUTOR);
  const possible = effect?.kind === 'own';
  return (
    <div
      data-drop-target={NEW_EXECUTOR}
      className={`new-executor ${over && possible ? 'is-over' : ''} ${possible ? '' : 'dim'}`}
    >
      {possible && <Plus size={16} aria-hidden="true" />}
      {effect?.text}
    </div>
  );
}
