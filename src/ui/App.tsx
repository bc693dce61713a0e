/** The page: bar, status, and one panel per question. It places them and knows nothing of what they show. */
import './app.css';
import { Bar } from './controls/Bar';
import { StatusLine } from './controls/StatusLine';
import { LazyBoard, LazyCharts } from './LazyParts';
import { Dialogs } from './overlays/Dialogs';
import { FatalPanel } from './overlays/FatalPanel';
import { LazyPanel } from './overlays/LazyPanel';
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
            <LazyBoard />
          </div>
          <LazyCharts />
          <LazyPanel />
        </main>
      )}
      <Notices />
      <Dialogs />
      <HintLayer />
    </div>
  );
}
