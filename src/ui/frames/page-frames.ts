/** The browser's clock, timers and animation frames for the draw loop. */
import type { FrameHost } from './draw-loop';

/** A hidden tab gets no animation frames: nothing is captured or drawn there, until a frame comes again. */
export function createPageFrames(): FrameHost {
  const painted: (() => void)[] = [];
  // A message that is posted during a frame is handled once that frame is styled, laid out, painted and committed.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    for (const act of painted.splice(0)) act();
  };
  return {
    now: () => performance.now(),
    after: (delayMs, act) => {
      const timer = setTimeout(act, delayMs);
      return () => clearTimeout(timer);
    },
    nextFrame: (act) => {
      const request = requestAnimationFrame(act);
      return () => cancelAnimationFrame(request);
    },
    afterFrame: (act) => {
      painted.push(act);
      port2.postMessage(null);
    },
  };
}
