/** Which stretch of time the timeline shows, and what people do to it: pause, hold, zoom, pan, choose a request. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordRow } from '../../../protocol/record-batch';
import { usePlayground, usePlaygroundHandle } from '../../store';
import type { Frozen } from './timeline-screen';
import { FIRST_VIEW, panned, showing, spanOf, type TimelineView, zoomed } from './timeline-view';

/** The engine's clock as this thread reads it: both count from the epoch. */
const now = () => performance.timeOrigin + performance.now();

export interface TimelineControl {
  readonly view: TimelineView;
  readonly running: boolean;
  /** Follows now, or would but for the pointer. */
  readonly paused: boolean;
  readonly held: boolean;
  readonly chosen: RecordRow | null;
  readonly frozen: { readonly current: Frozen | null };
  /** Right edge of the picture. */
  edgeAt(): number;
  togglePause(): void;
  hold(): void;
  release(): void;
  zoom(steps: number, anchor?: number): void;
  /** By a share of what is shown; > 0 is later. Pauses. */
  pan(share: number): void;
  choose(row: RecordRow | null): void;
  /** Chooses the request before or after the chosen one in its lane, and pauses. */
  step(by: 1 | -1): void;
}

const middle = (row: RecordRow) => (Number.isNaN(row.startedAt) ? row.arrivedAt : row.startedAt);

export function useTimelineView(): TimelineControl {
  const { history } = usePlaygroundHandle();
  const running = usePlayground((state) => state.snapshot?.run.kind === 'running');
  // A hidden tab stops the run for a while; it does not start another.
  const begun = usePlayground(({ snapshot }) => ['running', 'paused'].includes(snapshot?.run.kind ?? 'idle'));
  const [view, setView] = useState(FIRST_VIEW);
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const [chosen, choose] = useState<RecordRow | null>(null);
  const frozen = useRef<Frozen | null>(null);
  const stoppedAt = useRef(now());

  const edgeAt = useCallback(() => {
    if (view.stillAt !== null) return view.stillAt;
    if (heldAt !== null) return heldAt;
    if (running) stoppedAt.current = now();
    return stoppedAt.current;
  }, [view, heldAt, running]);

  const freeze = useCallback(() => {
    const at = edgeAt();
    frozen.current ??= { rows: history.rowsSince(Number.NEGATIVE_INFINITY), at };
    return at;
  }, [edgeAt, history]);

  const follow = useCallback(() => {
    frozen.current = null;
    setView((before) => ({ ...before, stillAt: null }));
    setHeldAt(null);
    choose(null);
  }, []);

  // A run that starts is what people want to see.
  useEffect(() => {
    if (begun) follow();
  }, [begun, follow]);
  // Another scenario: the past is gone.
  useEffect(
    () =>
      history.subscribe(() => {
        if (history.newestAt === null) follow();
      }),
    [history, follow],
  );

  /** The view, standing still where it is. */
  const stilled = (): TimelineView => ({ ...view, stillAt: freeze() });
  const known = () => ({
    fromAt: frozen.current?.rows[0]?.arrivedAt ?? 0,
    toAt: frozen.current?.at ?? 0,
  });

  const zoom = (steps: number, anchor?: number) => {
    if (heldAt === null) {
      setView(zoomed(view, steps, anchor));
      return;
    }
    const next = zoomed({ ...view, stillAt: heldAt }, steps, anchor);
    setView({ ...next, stillAt: view.stillAt });
    setHeldAt(next.stillAt);
  };

  const step = (by: 1 | -1) => {
    const standing = stilled();
    const lane = (frozen.current?.rows ?? []).filter(
      (row) => chosen === null || row.executorId === chosen.executorId,
    );
    const at = chosen === null ? lane.length : lane.indexOf(chosen) + by;
    const row = lane[Math.max(0, Math.min(lane.length - 1, at))];
    if (row === undefined) return;
    choose(row);
    setView(showing(standing, middle(row), row.endedAt));
  };

  return {
    view,
    running,
    paused: view.stillAt !== null,
    held: view.stillAt === null && heldAt !== null,
    chosen,
    frozen,
    edgeAt,
    togglePause: () => (view.stillAt === null ? setView(stilled()) : follow()),
    hold: () => {
      if (running && view.stillAt === null && heldAt === null) setHeldAt(freeze());
    },
    release: () => {
      setHeldAt(null);
      if (view.stillAt === null) {
        frozen.current = null;
        choose(null);
      }
    },
    zoom,
    pan: (share) => setView(panned(stilled(), share * spanOf(view), known())),
    choose,
    step,
  };
}
