/** Which stretch of time the timeline shows, and what people do to it: pause, hold, zoom, pan, choose a request or an incident. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { epochNow } from '../../epoch-clock';
import type { ShownRecording } from '../../shown-recording';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { extentOf } from './minimap-geometry';
import { acrossLanes, alongLane, type Walk } from './request-steps';
import { endOf, incidentsOnLanes, instantOf, isIncident, type TimelineItem } from './timeline-item';
import type { Frozen } from './timeline-screen';
import { FIRST_VIEW, panned, showing, spanOf, type TimelineView, zoomed } from './timeline-view';
import { executorIdsOf } from './use-lanes';

export interface TimelineControl {
  /** The recorded run that is shown; null for the live one. It stands still for good. */
  readonly recording: ShownRecording | null;
  readonly view: TimelineView;
  readonly running: boolean;
  /** Follows now, or would but for the pointer. */
  readonly paused: boolean;
  readonly held: boolean;
  readonly chosen: TimelineItem | null;
  /** Whether the chosen one's whole life is told, until somebody closes it. */
  readonly opened: boolean;
  readonly frozen: { readonly current: Frozen | null };
  /** Right edge of the picture. */
  edgeAt(): number;
  togglePause(): void;
  hold(): void;
  release(): void;
  zoom(steps: number, anchor?: number): void;
  /** By a share of what is shown; > 0 is later. Pauses. */
  pan(share: number): void;
  /** Shows what ends at an instant, within what is kept. Pauses. */
  showUntil(edgeAt: number): void;
  choose(item: TimelineItem | null): void;
  /** Tells the whole life of the chosen one, or no longer. Pauses. */
  open(item: TimelineItem | null): void;
  /** Chooses the request or incident before or after the chosen one in its lane, and pauses. */
  step(by: 1 | -1): void;
  /** Chooses what is nearest to the chosen one in the lane above or below, and pauses. */
  stepAcross(by: 1 | -1): void;
  /** Chooses the request in a row of the past and brings it into the picture. Pauses. */
  jump(row: number): void;
}

/** @param recording the same one as long as this is mounted. */
export function useTimelineView(recording: ShownRecording | null): TimelineControl {
  const { history, store } = usePlaygroundHandle();
  const running = usePlayground((state) => state.snapshot?.run.kind === 'running') && recording === null;
  // A hidden tab stops the run for a while; it does not start another.
  const begun =
    usePlayground(({ snapshot }) => ['running', 'paused'].includes(snapshot?.run.kind ?? 'idle')) &&
    recording === null;
  const [view, setView] = useState(() => firstView(recording));
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const [chosen, setChosen] = useState<TimelineItem | null>(null);
  const [opened, setOpened] = useState(false);
  const frozen = useRef<Frozen | null>(stillOf(recording));
  const stoppedAt = useRef(epochNow());

  const edgeAt = useCallback(() => {
    if (view.stillAt !== null) return view.stillAt;
    if (heldAt !== null) return heldAt;
    if (running) stoppedAt.current = epochNow();
    return stoppedAt.current;
  }, [view, heldAt, running]);

  const freeze = useCallback(() => {
    const at = edgeAt();
    frozen.current ??= {
      past: history.copy(),
      incidents: incidentsOnLanes(store.getState().snapshot),
      at,
    };
    return at;
  }, [edgeAt, history, store]);

  const choose = (item: TimelineItem | null) => {
    setChosen(item);
    setOpened(false);
  };
  const follow = useCallback(() => {
    if (recording !== null) return; // it stands still for good
    frozen.current = null;
    setView((before) => ({ ...before, stillAt: null }));
    setHeldAt(null);
    setChosen(null);
    setOpened(false);
  }, [recording]);

  // A run that starts is what people want to see; one that goes on when this appears is followed already.
  const wasBegun = useRef(begun);
  useEffect(() => {
    if (begun && !wasBegun.current) follow();
    wasBegun.current = begun;
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
  const known = () => extentOf(frozen.current?.past ?? history.past, frozen.current?.at ?? edgeAt());

  const zoom = (steps: number, anchor?: number) => {
    if (heldAt === null) {
      setView(zoomed(view, steps, anchor));
      return;
    }
    const next = zoomed({ ...view, stillAt: heldAt }, steps, anchor);
    setView({ ...next, stillAt: view.stillAt });
    setHeldAt(next.stillAt);
  };

  /** Several moves may come before React renders: each goes on from the one before. */
  const move = (byMs: (before: TimelineView) => number) => {
    const at = freeze();
    const bounds = known();
    setView((before) => {
      const standing = { ...before, stillAt: before.stillAt ?? at };
      return panned(standing, byMs(standing), bounds);
    });
  };

  const chooseFrom = (pick: (walk: Walk) => TimelineItem | undefined) => {
    const standing = stilled();
    const item = frozen.current === null ? undefined : pick(frozen.current);
    if (item === undefined) return;
    setChosen(item);
    if (isIncident(item)) setOpened(false);
    setView(showing(standing, instantOf(item), endOf(item)));
  };
  const executorIds = () => executorIdsOf(store.getState());

  return {
    recording,
    view,
    running,
    paused: view.stillAt !== null,
    held: view.stillAt === null && heldAt !== null,
    chosen,
    opened: opened && chosen !== null,
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
    pan: (share) => move((before) => share * spanOf(before)),
    showUntil: (at) => move((before) => at - (before.stillAt ?? at)),
    choose,
    open: (item) => {
      setChosen(item);
      setOpened(item !== null && !isIncident(item));
      if (item !== null && view.stillAt === null) setView(stilled());
    },
    step: (by) => chooseFrom((walk) => alongLane(walk, chosen, by)),
    stepAcross: (by) => chooseFrom((walk) => acrossLanes(walk, chosen, by, executorIds())),
    jump: (row) => chooseFrom((walk) => walk.past.rowAt(row)),
  };
}

/** A recording begins with its first requests. */
function firstView(recording: ShownRecording | null): TimelineView {
  if (recording === null) return FIRST_VIEW;
  return { ...FIRST_VIEW, stillAt: Math.min(recording.toAt, recording.fromAt + spanOf(FIRST_VIEW)) };
}

const stillOf = (recording: ShownRecording | null): Frozen | null =>
  recording === null ? null : { past: recording.past, incidents: [], at: recording.toAt };
