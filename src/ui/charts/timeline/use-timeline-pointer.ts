/**
 * The pointer on the timeline: it holds the picture, finds requests and incidents, drags, and zooms with ctrl and the wheel or with two
 * fingers.
 */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { TimelineScreen } from './timeline-screen';
import type { TimelineControl } from './use-timeline-view';

/** Pointer movement that makes a press a drag, px. */
const DRAG_FROM = 4;
/** Wheel travel that makes a step of the zoom, px: one notch of a mouse, several events of a pinch on a touchpad. */
const WHEEL_STEP = 40;
/** How much wider or narrower two fingers must come to stand for a step of the zoom. */
const PINCH_STEP = 1.4;

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
  onPointerCancel(event: PointerEvent): void;
  onPointerLeave(event: PointerEvent): void;
}

export function useTimelinePointer(
  field: RefObject<HTMLElement | null>,
  screen: TimelineScreen,
  control: TimelineControl,
): PointerHandlers {
  const press = useRef<Press | null>(null);
  /** Where each finger is, by pointer id, and how far apart two were at the last step. */
  const fingers = useRef(new Map<number, number>());
  const apart = useRef(0);
  const newest = useRef(control);
  newest.current = control;

  // React listens passively to the wheel, which could not keep the page from zooming.
  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    let travel = 0;
    const onWheel = (event: WheelEvent) => {
      const { left, width } = element.getBoundingClientRect();
      if (!event.ctrlKey && !event.metaKey) {
        const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
        if (Math.abs(sideways) < Math.abs(event.deltaY) || sideways === 0) return; // the lanes scroll
        event.preventDefault();
        newest.current.pan(sideways / width);
        return;
      }
      event.preventDefault();
      travel += event.deltaY;
      if (Math.abs(travel) < WHEEL_STEP) return;
      newest.current.zoom(travel > 0 ? 1 : -1, (event.clientX - left) / width);
      travel = 0;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [field]);

  const under = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return screen.itemUnder(event.clientX - left, event.clientY - top);
  };
  const drag = (event: PointerEvent, held: Press) => {
    if (!held.dragged && Math.abs(event.clientX - held.startX) < DRAG_FROM) return;
    held.dragged = true;
    if (!control.opened) control.choose(null);
    control.pan((held.lastX - event.clientX) / event.currentTarget.clientWidth);
    held.lastX = event.clientX;
  };

  const pinch = (event: PointerEvent) => {
    const [a, b] = fingers.current.values();
    if (a === undefined || b === undefined) return;
    const now = Math.max(1, Math.abs(a - b));
    const by = now > apart.current * PINCH_STEP ? -1 : now < apart.current / PINCH_STEP ? 1 : 0;
    if (by === 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    control.zoom(by, ((a + b) / 2 - left) / width);
    apart.current = now;
  };
  const lift = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    const pinched = apart.current > 0;
    if (fingers.current.size === 0) apart.current = 0;
    return pinched;
  };

  return {
    onPointerEnter: (event) => {
      if (event.pointerType === 'mouse') control.hold();
    },
    onPointerMove: (event) => {
      if (fingers.current.has(event.pointerId)) fingers.current.set(event.pointerId, event.clientX);
      if (apart.current > 0) pinch(event);
      else if (press.current !== null) drag(event, press.current);
      else if (event.pointerType === 'mouse' && !control.opened) control.choose(under(event));
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (event.pointerType === 'touch') fingers.current.set(event.pointerId, event.clientX);
      const [a, b] = fingers.current.values();
      if (a !== undefined && b !== undefined) {
        apart.current = Math.max(1, Math.abs(a - b));
        press.current = null;
        return;
      }
      press.current = { startX: event.clientX, lastX: event.clientX, dragged: false };
    },
    onPointerUp: (event) => {
      const pressed = press.current;
      press.current = null;
      if (lift(event) || pressed === null || pressed.dragged) return;
      control.open(under(event));
    },
    onPointerCancel: (event) => {
      press.current = null;
      lift(event);
    },
    onPointerLeave: () => {
      if (press.current !== null) return;
      control.release();
    },
  };
}
