/** Whether the app opens without a network, what it takes, and whether a newer version is there. */
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { reportOf } from '../../domain/errors';
import { formatBytes } from '../format';
import { type Fact, FactList } from '../primitives/FactList';
import { usePlayground } from '../store';
import { isBusy, isolationWords, newerWords } from './offer-words';
import { isolationLine, workerWords } from './offline-words';
import type { OfflineControl } from './start-offline';
import type { AppFiles } from './storage-facts';

interface StateProps {
  readonly control: OfflineControl;
  readonly app: AppFiles | null;
}

export function StateSection({ control, app }: StateProps) {
  const offline = usePlayground((state) => state.offline);
  const { tone, text, fix } = workerWords(offline);
  const stored = app === null ? '…' : `${formatBytes(app.bytes)} in ${app.files} files`;
  const host =
    offline.hostAnswers === null ? 'not asked' : offline.hostAnswers ? 'answers' : 'does not answer';
  const facts: readonly Fact[] = [
    ['app-files', 'App, stored', stored],
    ['app-version', 'This version', `${import.meta.env.VITE_APP_VERSION} (${import.meta.env.VITE_COMMIT})`],
    ['offline', 'Host of the app', host],
    ['isolation', 'Isolation', isolationLine(offline.isolation)],
  ];
  return (
    <section aria-label="State">
      <p className={tone}>
        {tone === 'warn' && '! '}
        {text}
      </p>
      {fix !== null && (
        <p>
          <span className="dim">Fix</span> {fix}
        </p>
      )}
      <FactList facts={facts} className="offline-facts" />
      <VersionLine control={control} />
    </section>
  );
}

function VersionLine({ control }: { readonly control: OfflineControl }) {
  const { newer, isolation, worker } = usePlayground((state) => state.offline);
  const words = usePlayground((state) => {
    if (newer !== null) return newerWords(newer, state, location.hash);
    return isolation === 'by-reload' ? isolationWords(state, location.hash) : null;
  });
  const ends = usePlayground(isBusy);
  if (words === null) return worker.kind === 'ready' ? <LookButton control={control} /> : null;
  const { takeNewer, reloadForIsolation } = control.offers;
  return (
    <div className="offline-row">
      <p>
        {words}
        {newer !== null && ends && ' Reloading ends what runs now.'}
      </p>
      <button type="button" onClick={newer === null ? reloadForIsolation : () => void takeNewer()}>
        Reload now
      </button>
    </div>
  );
}

function LookButton({ control }: { readonly control: OfflineControl }) {
  const [told, setTold] = useState('');
  const [looking, setLooking] = useState(false);
  const look = async () => {
    setLooking(true);
    try {
      const newer = await control.worker.look();
      setTold(newer ? 'There is one; it is being stored.' : 'This is the newest.');
    } catch (thrown) {
      setTold(reportOf(thrown, 'network-unreachable').message);
    }
    setLooking(false);
  };
  return (
    <div className="offline-row">
      <p role="status">{told}</p>
      <button type="button" disabled={looking} onClick={() => void look()}>
        <RefreshCw size={14} aria-hidden="true" /> Look for a new version
      </button>
    </div>
  );
}
