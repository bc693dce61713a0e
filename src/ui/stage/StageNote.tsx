/** Says so when the view holds back for the sake of the machine. */
import { useFrameTick } from '../frames/use-frame-tick';
import { usePlayground, usePlaygroundHandle } from '../store';

const REFRESH_MS = 1000;

export function StageNote() {
  const { loop } = usePlaygroundHandle();
  const moving = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  useFrameTick(REFRESH_MS, moving);
  const rate = moving ? loop.loweredTo : null;
  return rate === null ? null : (
    <p className="stage-plate stage-note">
      view at {rate} frames/s<span className="stage-note-why">, to leave the cores to the models</span>
    </p>
  );
}
