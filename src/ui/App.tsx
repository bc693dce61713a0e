/** The page: bar, status, and one panel per question. It places them and knows nothing of what they show. */
import './app.css';
import { ContentionPanel } from './charts/ContentionPanel';
import { LatencyPanel } from './charts/LatencyPanel';
import { MachinePanel } from './charts/MachinePanel';
import { ThroughputPanel } from './charts/ThroughputPanel';
import { TimelinePanel } from './charts/TimelinePanel';
import { Bar } from './controls/Bar';
import { PlacementBoard } from './controls/placement/PlacementBoard';
import { StatusLine } from './controls/StatusLine';
import { Dialogs } from './overlays/Dialogs';
import { FatalPanel } from './overlays/FatalPanel';
import { Notices } from './overlays/Notices';
import { HintLayer } from './primitives/HintLayer';
import { Stage } from './stage/Stage';
import { usePlayground } from './store';
import { useKeys } from './use-keys';

export function App() {
  const fatal = usePlayground((state) => state.fatal);
  useKeys();
  return (
    <div className="app">
      <Bar />
      <StatusLine />
      {fatal !== null ? (
        <main className="board-fatal">
          <FatalPanel title={fatal.title} message={fatal.message} />
        </main>
      ) : (
        <main className="dashboard">
          <div className="slot slot-stage">
            <Stage />
          </div>
          <div className="slot slot-placement">
            <PlacementBoard />
          </div>
          <div className="slot slot-throughput">
            <ThroughputPanel />
          </div>
          <div className="slot slot-latency">
            <LatencyPanel />
          </div>
          <div className="slot slot-contention">
            <ContentionPanel />
          </div>
          <div className="slot slot-machine">
            <MachinePanel />
          </div>
          <div className="slot slot-timeline">
            <TimelinePanel />
          </div>
        </main>
      )}
      <Notices />
      <Dialogs />
      <HintLayer />
    </div>
  );
}
