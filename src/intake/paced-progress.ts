/** Tells progress ten times a second at most, however many chunks come. Must not know what progresses. */
import type { Clock } from '../base/clock';
import type { IntakeEvents } from '../protocol/intake-contract';

export type Progress = IntakeEvents['progress'];

const INTERVAL_MS = 100;

/** The first of each phase and the last byte are always told. */
export function pacedProgress(
  clock: Pick<Clock, 'now'>,
  tell: (progress: Progress) => void,
): (progress: Progress) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let told: Progress['phase'] | null = null;
  return (progress) => {
    const now = clock.now();
    const isLast = progress.loadedBytes === progress.totalBytes;
    if (progress.phase === told && !isLast && now - toldAt < INTERVAL_MS) return;
    told = progress.phase;
    toldAt = now;
    tell(progress);
  };
}
