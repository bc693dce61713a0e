/** Draws what triggers what, once any tenant of the scenario depends on another; its code comes then. */
import { lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { usePlayground } from '../store';

const LINES = lazyPart(
  'The lines between the cards',
  async () => (await import('./PipelineLines')).PipelineLines,
);

/** The cards say what triggers them in words as well. */
const doWithout = () => {};

export function LazyPipelines() {
  const wanted = usePlayground(
    ({ snapshot }) => snapshot?.scenario.tenants.some((tenant) => tenant.dependsOn !== undefined) === true,
  );
  const Lines = useLazyPart(LINES, wanted, doWithout);
  return Lines === null ? null : <Lines />;
}
