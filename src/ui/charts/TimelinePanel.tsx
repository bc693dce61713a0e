/** Who waits for whom: a lane per executor, a bar per request in service, the queue under it. The view comes with a run. */
import { Hint } from '../primitives/Hint';
import { lazyPart } from '../primitives/use-lazy-part';
import { usePlayground } from '../store';
import { EmptyPanel } from './EmptyPanel';
import { usePanelPart } from './use-panel-part';

const VIEW = lazyPart('The timeline', async () => (await import('./timeline/TimelineView')).TimelineView);

export function TimelinePanel() {
  const recorded = usePlayground((state) => state.recording !== null);
  const View = usePanelPart(VIEW, recorded);
  if (View !== null) return <View />;
  return (
    <EmptyPanel
      title="Timeline"
      className="timeline-panel"
      note={<Hint term="timeline">a lane per executor</Hint>}
      outline="lanes"
      idle="Run to see who waits for whom: a lane per executor, a bar per request."
      loading="The models load. Each request appears here when it is complete."
    />
  );
}
