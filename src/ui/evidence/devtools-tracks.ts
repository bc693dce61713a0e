/**
 * Finished requests as measures of the User Timing interface, with a track for each executor in the browser's Performance
 * panel. Bounded: so many a batch, and cleared after it, so that nothing piles up. It draws and computes nothing.
 * Format: developer.chrome.com/docs/devtools/performance/extension.
 */
import { ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';
import type { PlaygroundHandle } from '../store';

/** Batches come ten times a second: 2000 requests a second at most. */
export const MOST_A_BATCH = 200;
const GROUP = 'Multi-DNN Playground';

/** What of `performance` is used. */
export type Marks = Pick<Performance, 'measure' | 'clearMeasures' | 'timeOrigin'>;

/** @returns how many of the batch were left out. Requests that never ran have no span and are no measures. */
export function measureBatch(marks: Marks, table: RowTable): number {
  const rows = Math.floor(table.rows.length / ROW_LENGTH);
  const cursor = new RowCursor(table);
  const names = new Set<string>();
  let left = 0;
  let made = 0;
  for (let index = 0; index < rows; index += 1) {
    const { startedAt, completedAt, tenantId, executorId, outcome, arrivedAt, requestId } =
      cursor.standOn(index);
    const start = startedAt - marks.timeOrigin;
    if (Number.isNaN(completedAt) || !(start >= 0)) continue;
    if (made === MOST_A_BATCH) {
      left += 1;
      continue;
    }
    made += 1;
    names.add(tenantId);
    const properties = [
      ['request', `${requestId}`],
      ['waited', `${(startedAt - arrivedAt).toFixed(3)} ms from its arrival`],
    ];
    const color = outcome === 'late' ? 'error' : 'primary';
    const devtools = { dataType: 'track-entry', track: executorId, trackGroup: GROUP, color, properties };
    marks.measure(tenantId, { start, end: completedAt - marks.timeOrigin, detail: { devtools } });
  }
  // Whoever records has them by now.
  for (const name of names) marks.clearMeasures(name);
  return left;
}

interface TracksState {
  readonly on: boolean;
  /** Requests that were left out since it was turned on, because too many came at once. */
  readonly left: number;
}

let state: TracksState = { on: false, left: 0 };
let end: (() => void) | null = null;
const listeners = new Set<() => void>();

function set(next: TracksState): void {
  state = next;
  for (const listener of listeners) listener();
}

export const tracksState = (): TracksState => state;

/** Returns the function that unsubscribes. */
export function onTracksChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setTracks(on: boolean, engine: Pick<PlaygroundHandle['engine'], 'on'>): void {
  end?.();
  end = null;
  set({ on, left: 0 });
  if (!on) return;
  end = engine.on('records', (batch) => {
    const left = measureBatch(performance, batch);
    if (left > 0) set({ on, left: state.left + left });
  });
}
