/** What the drawer did last, how many models it lists, its keys, and the way to the licences. */
import { usePlayground, usePlaygroundHandle } from '../../store';
import { limitWords } from './add-ledger';

interface DrawerFootProps {
  readonly listed: number;
  readonly total: number;
  /** Models that cannot run at the chosen place. */
  readonly hidden: number;
  readonly told: string | null;
  readonly stays: boolean;
  readonly setStays: (stays: boolean) => void;
}

export function DrawerFoot({ listed, total, hidden, told, stays, setStays }: DrawerFootProps) {
  const { store } = usePlaygroundHandle();
  const limit = usePlayground(({ snapshot }) => limitWords(snapshot?.tenants.length ?? 0, 0, false));
  const without = hidden === 0 ? '' : `, ${hidden} cannot run there`;
  return (
    <div className="drawer-foot">
      <p role="status">{told ?? limit ?? `${listed} of ${total} models${without}.`}</p>
      {told !== null && limit !== null && told !== limit && !told.includes(limit) && (
        <p className="warn">{limit}</p>
      )}
      <p className="dim drawer-help">
        <kbd>/</kbd> search · <kbd>↑</kbd> <kbd>↓</kbd> results · <kbd>Enter</kbd> add · with <kbd>Shift</kbd>{' '}
        stay
      </p>
      <label className="check">
        <input type="checkbox" checked={stays} onChange={(event) => setStays(event.target.checked)} />
        Stay open after adding
      </label>
      <button type="button" className="small" onClick={() => store.getState().set({ dialog: 'about' })}>
        Licences
      </button>
    </div>
  );
}
