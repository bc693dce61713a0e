/** The code of a chart, fetched when a run begins: before that there is nothing to draw. Once there, it stays. */
import { useEffect, useState } from 'react';
import { type LazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground } from '../store';

/**
 * @param asked whether it is wanted before any run.
 * @returns null until it is there: an empty panel of the same size stands in its place.
 */
export function usePanelPart<T>(part: LazyPart<T>, asked = false): T | null {
  const begun = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  const [wanted, setWanted] = useState(part.kept.part !== null);
  useEffect(() => {
    if (begun || asked) setWanted(true);
  }, [begun, asked]);
  // A server that does not answer now is asked again by the next run.
  return useLazyPart(part, wanted, () => setWanted(false));
}
