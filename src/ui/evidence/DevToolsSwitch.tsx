/** Turns the tracks in the browser's own tools on and off, and says what they leave out. */
import { useSyncExternalStore } from 'react';
import { formatCount } from '../format';
import { Hint } from '../primitives/Hint';
import { usePlaygroundHandle } from '../store';
import { onTracksChange, setTracks, tracksState } from './devtools-tracks';

export function DevToolsSwitch() {
  const { engine } = usePlaygroundHandle();
  const { on, left } = useSyncExternalStore(onTracksChange, tracksState);
  return (
    <>
      <label className="field-check">
        <input type="checkbox" checked={on} onChange={() => setTracks(!on, engine)} />
        <Hint term="devtools-tracks" focusable={false}>
          DevTools tracks
        </Hint>
      </label>
      {on && (
        <p className="field-note">
          Record in the Performance panel of your browser’s tools.
          {left > 0 && ` ${formatCount(left)} requests were left out: too many came at once.`}
        </p>
      )}
    </>
  );
}
