/**
 * Which stretch of time the timeline shows: it follows now, or stands still at an instant. Immutable values and pure
 * functions; it knows neither clock nor canvas.
 */

export interface TimelineView {
  /** Index into `SPANS_MS`. */
  readonly zoom: number;
  /** Right edge, ms since the epoch, while the picture stands still; null while it follows now. */
  readonly stillAt: number | null;
}

export const SPANS_MS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] as const;
const LONGEST_MS = 20_000;
export const FIRST_VIEW: TimelineView = { zoom: 5, stillAt: null };

export const spanOf = ({ zoom }: TimelineView): number => SPANS_MS[zoom] ?? LONGEST_MS;
export const canZoom = ({ zoom }: TimelineView, steps: number): boolean =>
  SPANS_MS[zoom + steps] !== undefined;

/**
 * Shows less (`steps` < 0) or more time.
 * @param anchor where the picture keeps its instant, 0 left to 1 right. A picture that follows now keeps now.
 */
export function zoomed(view: TimelineView, steps: number, anchor = 1): TimelineView {
  if (!canZoom(view, steps)) return view;
  const next = { ...view, zoom: view.zoom + steps };
  if (view.stillAt === null) return next;
  const anchorAt = view.stillAt - spanOf(view) * (1 - anchor);
  return { ...next, stillAt: anchorAt + spanOf(next) * (1 - anchor) };
}

/** Moves a standing picture by `byMs` (> 0: later), within what is known. */
export function panned(
  view: TimelineView,
  byMs: number,
  known: { readonly fromAt: number; readonly toAt: number },
): TimelineView {
  if (view.stillAt === null) return view;
  const earliest = Math.min(known.fromAt + spanOf(view), known.toAt);
  return { ...view, stillAt: Math.min(known.toAt, Math.max(earliest, view.stillAt + byMs)) };
}

/** Moves a standing picture so that [fromAt, toAt] is in it, if need be. */
export function showing(view: TimelineView, fromAt: number, toAt: number): TimelineView {
  if (view.stillAt === null) return view;
  const span = spanOf(view);
  const margin = span * 0.05;
  if (toAt > view.stillAt) return { ...view, stillAt: toAt + margin };
  return fromAt < view.stillAt - span ? { ...view, stillAt: fromAt + span - margin } : view;
}
