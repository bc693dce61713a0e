/** The pointer on the timeline: it holds the picture, finds requests, drags, and zooms with ctrl and the wheel. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { TimelineScreen } from './timeline-screen';
import type { TimelineControl } from './use-timeline-view';

/** Pointer movement that makes a press a drag, px. */
const DRAG_FROM = 4;

interface Press {
  readonly startX: number;
  lastX: number;
  dragged: boolean;
}

export interface PointerHandlers {
  onPointerEnter(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerDown(event: PointerEvent): void;
  onPointerUp(event: PointerEvent): void;
  onPointerLeave(event: PointerEvent): void;
}

export function useTimelinePointer(
  field: RefObject<HTMLElement | null>,
  screen: TimelineScreen,
  control: TimelineControl,
): PointerHandlers {
  const press = useRef<Press | null>(null);
  const newest = useRef(control);
  newest.current = control;

  // React listens passively to the wheel, which could not keep the page from zooming.
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, width } = element.getBoundingClientRect();
      newest.current.zoom(event.deltaY > 0 ? 1 : -1, (event.clientX - left) / width);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [field]);

  const under = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return screen.rowUnder(event.clientX - left, event.clientY - top);
  };
  const drag = (event: PointerEvent, held: Press) => {
    if (!held.dragged && Math.abs(event.clientX - held.startX) < DRAG_FROM) return;
    held.dragged = true;
    control.choose(null);
    control.pan((held.lastX - event.clientX) / event.currentTarget.clientWidth);
    held.lastX = event.clientX;
  };

  return {
    onPointerEnter: (event) => {
      if (event.pointerType === 'mouse') control.hold();
    },
    onPointerMove: (event) => {
      if (press.current !== null) drag(event, press.current);
      else if (event.pointerType === 'mouse') control.choose(under(event));
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      press.current = { startX: event.clientX, lastX: event.clientX, dragged: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerUp: (event) => {
      const pressed = press.current;
      press.current = null;
      if (pressed === null || pressed.dragged) return;
      const row = under(event);
      if (!control.paused && row !== null) control.togglePause();
      control.choose(row);
    },
    onPointerLeave: () => {
      if (press.current !== null) return;
      control.release();
    },
  };
}
