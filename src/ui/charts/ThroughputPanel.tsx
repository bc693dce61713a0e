/** Completions a second of every tenant over the last minute. The chart and its library come with a run. */
import { Hint } from '../primitives/Hint';
import { lazyPart } from '../primitives/use-lazy-part';
import { EmptyPanel } from './EmptyPanel';
import { usePanelPart } from './use-panel-part';

const VIEW = lazyPart(
  'The chart of throughputs',
  async () => (await import('./throughput/ThroughputView')).ThroughputView,
);

export function ThroughputPanel() {
  const View = usePanelPart(VIEW);
  if (View !== null) return <View />;
  return (
    <EmptyPanel
      title="Throughput"
      note={<Hint term="throughput-last-second">completions a second</Hint>}
      outline="lines"
      idle="Run to see how many inferences a second each model completes."
      loading="The models load. Their first completions appear here."
    />
  );
}
