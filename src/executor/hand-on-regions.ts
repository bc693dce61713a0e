/**
 * Where the next model is to look, for each thing that a result tells of. Pure arithmetic, with the page's own geometry: a
 * face that was handed on is cut as the page would have cut it. It knows no pixels.
 */
import type { ImageInput } from '../domain/model';
import { type Regions, regionsOf, squareAround } from '../domain/region-geometry';
import type { Box, Result } from '../domain/result';
import { evidencesOf } from '../domain/sight-evidence';

/** The square around a person, in larger sides of the detector's box: what MediaPipe's `pose_detection_to_roi` takes. */
const PERSON_SCALE = 1.25;
/** An object is shown with nothing around it. */
const OBJECT_SCALE = 1;

/**
 * Regions for each thing found that the input can look at, best first; empty when there is none.
 * @param aspect width over height of the frame, in pixels.
 */
export function handedRegions(result: Result, input: ImageInput, aspect: number): readonly Regions[] {
  const around = (boxes: readonly Box[], scale: number): readonly Regions[] =>
    boxes.map((box) => {
      const region = squareAround(box, scale, aspect);
      return { regions: Array.from({ length: input.shape[0] }, () => region), regionFound: true };
    });
  switch (input.region) {
    case 'frame':
    case 'body':
      return around(personsIn(result), PERSON_SCALE);
    case 'centre':
      return around(objectsIn(result), OBJECT_SCALE);
    default:
      return evidencesOf(result, aspect)
        .map((sights) => regionsOf(input, { aspect, sights }))
        .filter(({ regionFound }) => regionFound);
  }
}

const objectsIn = (result: Result): readonly Box[] =>
  result.kind === 'objects' ? result.objects.map(({ box }) => box) : [];

const personsIn = (result: Result): readonly Box[] =>
  result.kind === 'objects'
    ? result.objects.filter(({ label }) => label === 'person').map(({ box }) => box)
    : [];
