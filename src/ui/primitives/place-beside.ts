/** Where a floating element goes: below its anchor, above it when there is no room, always inside the window. */

const MARGIN = 8;

/** Positions `floating` (fixed, already displayed) at `anchor`. Reads layout once; call it on opening only. */
export function placeBeside(floating: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const size = floating.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - size.width - MARGIN);
  const below = at.bottom + 4;
  const above = at.top - size.height - 4;
  const fitsBelow = below + size.height + MARGIN <= innerHeight;
  const lowest = innerHeight - size.height - MARGIN;
  const top = fitsBelow ? below : above >= MARGIN ? above : lowest;
  floating.style.left = `${Math.max(MARGIN, left)}px`;
  floating.style.top = `${Math.max(MARGIN, top)}px`;
}

/** Moves what has grown up again, as far as it reaches below the window. */
export function keepInside(floating: HTMLElement): void {
  const { top, bottom } = floating.getBoundingClientRect();
  const beyond = bottom + MARGIN - innerHeight;
  if (beyond > 0) floating.style.top = `${Math.max(MARGIN, top - beyond)}px`;
}
