/** What a clock of that step can tell, against what is measured with it. */
import type { MachineFinding } from '../../domain/backend';

/** A hop between threads and a choice of the scheduler take 0.02 ms: half of that resolves them. */
const FINE_MS = 0.01;
/** Beyond this even service times of a few ms fall on few values. */
const COARSE_MS = 0.1;

export function clockFindings({
  clockResolutionMs: stepMs,
  isolated,
}: {
  readonly clockResolutionMs: number;
  readonly isolated: boolean;
}): MachineFinding[] {
  const cause = isolated
    ? 'this browser coarsens its clock on purpose, so that pages cannot measure each other by it'
    : 'a page that is not cross-origin isolated gets a coarser clock';
  if (stepMs === 0)
    return [
      {
        severity: 'problem',
        fact: 'The clock did not move while it was watched',
        affects: 'every figure: none can be trusted here',
        cause: 'this browser freezes its clock, or coarsens it beyond 100 ms',
        fix: 'allow precise time in the privacy settings of the browser, or use another one',
      },
    ];
  if (stepMs > COARSE_MS)
    return [
      {
        severity: 'warning',
        fact: `The clock moves in steps of ${stepMs} ms`,
        affects: `every instant is a multiple of ${stepMs} ms: short service times and their percentiles fall on few values; means over many requests still hold`,
        cause,
        fix: isolated
          ? 'allow precise time in the privacy settings of the browser, or read means instead of percentiles'
          : 'serve the page with isolation, or read means instead of percentiles',
      },
    ];
  // Without isolation a step of up to 0.1 ms is told with that.
  if (stepMs <= FINE_MS || !isolated) return [];
  return [
    {
      severity: 'info',
      fact: `The clock moves in steps of ${stepMs} ms`,
      affects:
        'what takes about as long, a choice of the scheduler or a hop between threads, is told in whole steps; latencies of a millisecond and more are as good as elsewhere',
      cause,
      fix: 'nothing to do for latencies; for the cost of single choices use a browser with a finer clock',
    },
  ];
}
