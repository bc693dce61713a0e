/** How long requests take and where the time goes. The view comes with a run. */
import { lazyPart } from '../primitives/use-lazy-part';
import { EmptyPanel } from './EmptyPanel';
import { usePanelPart } from './use-panel-part';

const VIEW = lazyPart(
  'The panel of latencies',
  async () => (await import('./latency/LatencyView')).LatencyView,
);

export function LatencyPanel() {
  const View = usePanelPart(VIEW);
  if (View !== null) return <View />;
  return (
    <EmptyPanel
      title="Latency"
      outline="bars"
      idle="Run to see how long each request takes, and where the time goes."
      loading="No request is complete yet. The first ones show where their time went."
    />
  );
}
