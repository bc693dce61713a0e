/** The page as a frame: one strip, and the parts that were asked for. It places them and knows nothing of what they show. */
import type { ReactNode } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { ContentionPanel } from '../charts/ContentionPanel';
import { LatencyPanel } from '../charts/LatencyPanel';
import { MachinePanel } from '../charts/MachinePanel';
import { ThroughputPanel } from '../charts/ThroughputPanel';
import { TimelinePanel } from '../charts/TimelinePanel';
import { PlacementBoard } from '../controls/placement/PlacementBoard';
import { StatusLine } from '../controls/StatusLine';
import { Dialogs } from '../overlays/Dialogs';
import { FatalPanel } from '../overlays/FatalPanel';
import { Notices } from '../overlays/Notices';
import { HintLayer } from '../primitives/HintLayer';
import { Stage } from '../stage/Stage';
import { usePlayground, usePlaygroundHandle } from '../store';
import { usePageKeys } from '../use-keys';
import { EmbedBar } from './EmbedBar';
import type { Refusals } from './embed-door';
import type { EmbedPart, EmbedPlace } from './embed-place';
import './embed.css';

const PARTS: Readonly<Record<EmbedPart, () => ReactNode>> = {
  stage: () => <Stage />,
  placement: () => <PlacementBoard />,
  throughput: () => <ThroughputPanel />,
  latency: () => <LatencyPanel />,
  contention: () => <ContentionPanel />,
  machine: () => <MachinePanel />,
  timeline: () => <TimelinePanel />,
};

interface EmbedAppProps {
  readonly place: EmbedPlace;
  readonly refusals: StoreApi<Refusals>;
}

export function EmbedApp({ place, refusals }: EmbedAppProps) {
  const { store, commands } = usePlaygroundHandle();
  const fatal = usePlayground((state) => state.fatal);
  usePageKeys({
    ' ': () => void (store.getState().snapshot?.run.kind === 'idle' ? commands.run() : commands.stop()),
  });
  return (
    <div className="app embed">
      <EmbedBar refusals={refusals} />
      <StatusLine />
      {fatal !== null ? (
        <main className="board-fatal">
          <FatalPanel title={fatal.title} message={fatal.message} />
        </main>
      ) : (
        <main className="embed-parts">
          {place.show.map((part) => (
            <div key={part} className={`slot embed-${part}`}>
              {PARTS[part]()}
            </div>
          ))}
        </main>
      )}
      <Notices />
      <Dialogs />
      <HintLayer />
    </div>
  );
}
