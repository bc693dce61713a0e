/** Ties a canvas to the playground's one draw loop: drawn while it is on the screen, released when it unmounts. */
import { type RefObject, useEffect, useRef } from 'react';
import type { DrawHandle } from '../frames/draw-loop';
import { usePlaygroundHandle } from '../store';

export interface Picture {
  readonly periodMs: number;
  readonly moving: () => boolean;
  readonly draw: () => void;
}

/**
 * Draws `picture` through the loop while `element` is on the screen. The newest `picture` counts; `invalidate` of the
 * returned ref asks for a drawing.
 */
export function usePicture(
  element: RefObject<Element | null>,
  picture: Picture,
): RefObject<DrawHandle | null> {
  const { loop } = usePlaygroundHandle();
  const newest = useRef(picture);
  newest.current = picture;
  const handle = useRef<DrawHandle | null>(null);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    let onScreen = true;
    const drawn = loop.add({
      get periodMs() {
        return newest.current.periodMs;
      },
      moving: () => onScreen && newest.current.moving(),
      draw: () => onScreen && newest.current.draw(),
    });
    const observer = new IntersectionObserver(([entry]) => {
      onScreen = entry?.isIntersecting ?? true;
      if (onScreen) drawn.invalidate();
    });
    observer.observe(target);
    handle.current = drawn;
    return () => {
      observer.disconnect();
      drawn.dispose();
      handle.current = null;
    };
  }, [loop, element]);
  return handle;
}
