/** Which of the places where a network can be cut make segments of about one length. Pure arithmetic on costs. */

/**
 * From the front: a segment ends where its length comes nearest to the target. A rest of less than half of it joins the
 * segment before.
 *
 * @param costsMs of the pieces between all places, in order; one piece more than places.
 * @returns the chosen places: place `i` lies before piece `i`; ascending.
 */
export function mergeSegments(costsMs: readonly number[], targetMs: number): readonly number[] {
  const places: number[] = [];
  let lengthMs = 0;
  for (const [piece, costMs] of costsMs.entries()) {
    const over = lengthMs + costMs - targetMs;
    if (lengthMs > 0 && over > 0 && over > targetMs - lengthMs) {
      places.push(piece);
      lengthMs = 0;
    }
    lengthMs += costMs;
  }
  if (lengthMs < targetMs / 2) places.pop();
  return places;
}
