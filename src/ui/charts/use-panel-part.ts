/** The code of a chart, fetched when a run begins: before that there is nothing to draw. Once there, it stays. */
import { useEffect, useState } from 'react';
import { type LazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground } from '../store';

/** @returns null until it is there: an empty panel of the same size stands in its place. */
export function usePanelPart<T>(part: LazyPart<T>): T | null {
  const begun = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  const [wanted, setWanted] = useState(part.kept.part !== null);
  useEffect(() => {
    if (begun) setWanted(true);
  }, [begun]);
  // A server that does not answer now is asked again by the next run.
  return useLazyPart(part, wanted, () => setWanted(false));
}
