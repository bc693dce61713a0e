/** A card beside what is chosen on a lane, and the frame around that. What stands in it is its caller's. */
import { type ReactNode, useEffect, useRef } from 'react';
import { cardPlace } from './card-place';

/** Where the chosen thing stands in the field, CSS px. */
export interface LaneFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface LaneCardProps {
  /** Tells one chosen thing from another. */
  readonly subject: string;
  readonly frame: LaneFrame;
  /** Set for a card that people use: what it is called, and that it takes presses. Others are told as they come. */
  readonly dialog?: string;
  readonly children: ReactNode;
}

export function LaneCard({ subject, frame: { left, top, width, height }, dialog, children }: LaneCardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = card.current;
    element?.showPopover();
    return () => element?.hidePopover();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes where the bar is
  useEffect(() => {
    const element = card.current;
    const bar = frame.current?.getBoundingClientRect();
    if (element === null || bar === undefined) return;
    const window = { width: innerWidth, height: innerHeight };
    const place = cardPlace(bar, element.getBoundingClientRect(), window);
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
  }, [subject, left, top, width, height]);
  return (
    <>
      <div ref={frame} className="request-frame" style={{ left, top, width, height }} />
      <div
        ref={card}
        popover="manual"
        className={dialog === undefined ? 'request-card' : 'request-card life-card'}
        {...(dialog === undefined ? { role: 'status' } : { role: 'dialog', 'aria-label': dialog })}
      >
        {children}
      </div>
    </>
  );
}
