/** The five charts in their places, as one piece that is loaded when the page has painted its frame. */
import { ContentionPanel } from './ContentionPanel';
import { LatencyPanel } from './LatencyPanel';
import { MachinePanel } from './MachinePanel';
import { ThroughputPanel } from './ThroughputPanel';
import { TimelinePanel } from './TimelinePanel';

export function Charts() {
  return (
    <>
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
    </>
  );
}
