/** Says so when the view holds back for the sake of the machine. */
import { useEffect, useState } from 'react';
import { usePlayground, usePlaygroundHandle } from '../store';

const REFRESH_MS = 1000;

export function StageNote() {
  const { live } = usePlaygroundHandle();
  const moving = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    setRate(null);
    if (!moving) return;
    const timer = setInterval(() => setRate(live.loweredTo), REFRESH_MS);
    return () => clearInterval(timer);
  }, [live, moving]);
  return rate === null ? null : (
    <p className="stage-plate stage-note">view at {rate} frames/s: the machine is busy</p>
  );
}
