/**
 * Where the line from a card to the one that it triggers runs: out of the side, down or up the gap between columns, and
 * into the head of the other card from above. Pure arithmetic in the board's pixels.
 */

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface PipelinePath {
  /** For an SVG path. */
  readonly line: string;
  /** Tip of the arrow: the upper edge of the triggered card. */
  readonly tip: Point;
  /** Where the label begins (or ends, when `ends`), on the line's last level stretch. */
  readonly label: Point & { readonly ends: boolean };
}

/** From a card's side to the middle of the gap between columns. */
const GAP = 4;
/** The strip above a triggered card that is kept free for the arrow and its label: a line's height over the card. */
const ABOVE = 7;
/** From the side of a card to where the arrow meets its upper edge. */
const INSET = 10;
const CORNER = 3;

/** @param lane 0 for the first line that leaves the card, 1 for the next: they leave below one another. */
export function pipelinePath(parent: Place, child: Place, lane: number): PipelinePath {
  const fromLeft = parent.left + parent.width < child.left + 1;
  const sameColumn = Math.abs(parent.left - child.left) < 1;
  const below = child.top >= parent.top + parent.height;
  const level = child.top - ABOVE;
  if (sameColumn && below && child.top - parent.top - parent.height < 24)
    return straightDown(parent, child, lane);
  // Into the left end of the head from a column on the left, into the right end else.
  const exit = fromLeft || sameColumn ? parent.left + parent.width : parent.left;
  const gap = exit + (fromLeft || sameColumn ? GAP : -GAP);
  const tip = { x: fromLeft ? child.left + INSET : child.left + child.width - INSET, y: child.top };
  const out = Math.min(parent.top + parent.height / 2 + lane * 4, parent.top + parent.height - 4);
  const line = rounded([
    { x: exit, y: out },
    { x: gap, y: out },
    { x: gap, y: level },
    { x: tip.x, y: level },
    tip,
  ]);
  return { line, tip, label: { x: tip.x + (fromLeft ? 5 : -5), y: level + 3, ends: !fromLeft } };
}

function straightDown(parent: Place, child: Place, lane: number): PipelinePath {
  const x = child.left + INSET + lane * 4;
  const tip = { x, y: child.top };
  return {
    line: rounded([{ x, y: parent.top + parent.height }, tip]),
    tip,
    label: { x: x + 5, y: child.top - ABOVE + 3, ends: false },
  };
}

/** A path through the points whose corners are quarter rounds as far as the stretches allow. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((corner, index) => {
    const before = points[index];
    const after = rest[index + 1];
    if (before === undefined || after === undefined) path += `L${corner.x} ${corner.y}`;
    else {
      const [a, b] = [towards(corner, before), towards(corner, after)];
      path += `L${a.x} ${a.y}Q${corner.x} ${corner.y} ${b.x} ${b.y}`;
    }
  });
  return path;
}

/** The point on the stretch from `corner` to `end` at which the round begins. */
function towards(corner: Point, end: Point): Point {
  const length = Math.hypot(end.x - corner.x, end.y - corner.y);
  const share = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: corner.x + (end.x - corner.x) * share, y: corner.y + (end.y - corner.y) * share };
}
