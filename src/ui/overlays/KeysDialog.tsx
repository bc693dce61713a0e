/** The keys, and the switch that turns them off; this browser remembers it. */
import { rememberKeysOn } from '../keys-memory';
import { Dialog } from '../primitives/Dialog';
import { usePlayground, usePlaygroundHandle } from '../store';
import './overlays.css';

const KEYS = [
  ['space', 'run or stop'],
  ['a', 'add a model'],
  ['b', 'break something: open or close the mishaps'],
  ['w', 'what if: open or close the predictions'],
  ['e', 'experiments: open or close them'],
  ['m', 'matrix: the plan to measure who slows whom'],
  ['h', 'history: the runs that are kept'],
  ['s', 'share: link, QR code, frame for slides'],
  ['o', 'order: the policies and gates'],
  ['r', 'read the figures of all tenants out'],
  ['1 – 9', 'settings of that tenant'],
  ['p', 'pause the timeline, or follow now again'],
  ['+ −', 'timeline: less or more time'],
  ['← →', 'timeline: earlier or later'],
  ['← → ↑ ↓', 'timeline, focused: from request to request and incident; with shift earlier or later'],
  ['Ctrl Z', 'undo a removal, a move, a change of an executor or of a mode'],
  ['/', 'models, in the drawer: search'],
  ['?', 'this list'],
  ['Esc', 'close what is open'],
] as const;

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = usePlaygroundHandle();
  const keysOn = usePlayground((state) => state.keysOn);
  const turn = (on: boolean) => {
    store.getState().set({ keysOn: on });
    if (!store.getState().storageRefused) rememberKeysOn(on);
  };
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="facts machine-facts">
        {KEYS.map(([key, act]) => (
          <div key={key} className="fact">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={keysOn} onChange={(event) => turn(event.target.checked)} />
        Single keys act (never while a control has the focus)
      </label>
      <p className="dim">
        Turned off, they stay off in this browser. Esc, Ctrl Z and the keys inside a control act all the same.
      </p>
    </Dialog>
  );
}
