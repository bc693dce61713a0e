/** Where a request's card stands: beside its bar, so that it hides neither the bar nor the controls above the lanes. Pure. */

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;

/** Right of the bar, else left of it, else below or above; always inside the window. CSS px. */
export function cardPlace(
  bar: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  card: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const lowest = window.height - card.height - MARGIN;
  const top = Math.max(MARGIN, Math.min(bar.top, lowest));
  const right = bar.right + MARGIN;
  if (right + card.width + MARGIN <= window.width) return { left: right, top };
  const left = bar.left - card.width - MARGIN;
  if (left >= MARGIN) return { left, top };
  const below = bar.bottom + MARGIN;
  return {
    left: Math.max(MARGIN, Math.min(bar.left, window.width - card.width - MARGIN)),
    top: below <= lowest ? below : Math.max(MARGIN, bar.top - card.height - MARGIN),
  };
}
