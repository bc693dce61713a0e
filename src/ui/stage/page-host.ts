/** What the live scene needs of the page: its clock, its animation frames, whether less motion is asked for. */
import type { SceneHost } from './live-scene';

/** A hidden tab gets no animation frames: nothing is captured or drawn there. */
export function pageHost(): SceneHost {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  return {
    now: () => performance.now(),
    nextFrame: (act) => {
      const request = requestAnimationFrame(act);
      return () => cancelAnimationFrame(request);
    },
    calm: () => calm.matches,
  };
}
