/** Renders a component again at a bounded rate, in the frames that the page draws anyway. */
import { useEffect, useReducer } from 'react';
import { usePlaygroundHandle } from '../store';

/** At most once per `periodMs`, while `active`. */
export function useFrameTick(periodMs: number, active: boolean): void {
  const { loop } = usePlaygroundHandle();
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!active) return;
    const ticking = loop.add({ periodMs, moving: () => true, draw: render });
    return () => ticking.dispose();
  }, [loop, periodMs, active]);
}
