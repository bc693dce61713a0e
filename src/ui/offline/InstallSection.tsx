/** The app as a window of its own: the browser's offer where it makes one, else how this browser does it. */
import { MonitorDown } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { usePlayground } from '../store';
import { installState, onInstallState, takeInstallOffer } from './install-offer';
import { howToInstall } from './install-words';

const isInstalled = () =>
  matchMedia('(display-mode: standalone), (display-mode: window-controls-overlay)').matches;

export function InstallSection() {
  const { offer, installed } = useSyncExternalStore(onInstallState, installState);
  const worker = usePlayground((state) => state.offline.worker.kind);
  const [told, setTold] = useState('');
  const install = async () => {
    const outcome = await takeInstallOffer();
    setTold(
      outcome === 'accepted' ? 'It is being installed.' : 'Not installed. The browser’s menu still can.',
    );
  };
  return (
    <section aria-labelledby="offline-install">
      <h3 id="offline-install">Install</h3>
      <div className="offline-row">
        <p role="status">{told !== '' ? told : words(installed, offer !== null, worker === 'impossible')}</p>
        {offer !== null && (
          <button type="button" className="primary" onClick={() => void install()}>
            <MonitorDown size={14} aria-hidden="true" /> Install
          </button>
        )}
      </div>
    </section>
  );
}

function words(installed: boolean, offered: boolean, impossible: boolean): string {
  if (isInstalled()) return 'Installed: this is the app in a window of its own.';
  if (installed) return 'Installed: it stands among the apps of this device.';
  if (offered)
    return 'A window of its own, an icon among the apps of this device; the same app, the same storage.';
  return impossible ? 'Not possible here, for the reason above.' : howToInstall(navigator.userAgent);
}
