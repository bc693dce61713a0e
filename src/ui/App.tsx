/** The page: bar, status, and one panel per question. It places them and knows nothing of what they show. */
import { useEffect, useRef } from 'react';
import './app.css';
import { LiveRegions } from './announcements/LiveRegions';
import { startAnnouncing } from './announcements/on-demand';
import { Bar } from './controls/Bar';
import { StatusLine } from './controls/StatusLine';
import { keepFocus } from './focus-keeper';
import { LazyBoard, LazyCharts } from './LazyParts';
import { Dialogs } from './overlays/Dialogs';
import { FatalPanel } from './overlays/FatalPanel';
import { LazyPanel } from './overlays/LazyPanel';
import { Notices } from './overlays/Notices';
import { HintLayer } from './primitives/HintLayer';
import { SkipLinks } from './SkipLinks';
import { Stage } from './stage/Stage';
import { usePlayground, usePlaygroundHandle } from './store';
import { useKeys } from './use-keys';

export function App() {
  const fatal = usePlayground((state) => state.fatal);
  const { store } = usePlaygroundHandle();
  const main = useRef<HTMLElement>(null);
  useKeys();
  useEffect(() => startAnnouncing(store), [store]);
  useEffect(() => keepFocus(() => main.current), []);
  return (
    <div className="app">
      <SkipLinks toMain={() => main.current?.focus()} />
      <Bar />
      <StatusLine />
      {fatal !== null ? (
        <main ref={main} tabIndex={-1} className="board-fatal">
          <FatalPanel title={fatal.title} message={fatal.message} />
        </main>
      ) : (
        <main ref={main} tabIndex={-1} className="dashboard">
          <div className="slot slot-stage">
            <Stage />
          </div>
          <div className="slot slot-placement">
            <LazyBoard />
          </div>
          <LazyCharts />
          <LazyPanel />
        </main>
      )}
      <Notices />
      <LiveRegions />
      <Dialogs />
      <HintLayer />
    </div>
  );
}
