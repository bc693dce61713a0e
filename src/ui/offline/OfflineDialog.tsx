/** *Offline and install*: whether the app works without a network here, with which models, and how to install it. */
import { Notices } from '../overlays/Notices';
import { Dialog } from '../primitives/Dialog';
import { usePlayground } from '../store';
import { InstallSection } from './InstallSection';
import './offline.css';
import { OfflineModelList } from './OfflineModelList';
import { OwnKept } from './OwnKept';
import { StateSection } from './StateSection';
import { StorageSection } from './StorageSection';
import { type OfflineControl, offlineControl } from './start-offline';
import { useOfflineModels } from './use-offline-models';

export function OfflineDialog({ onClose }: { readonly onClose: () => void }) {
  // It is there from the first word that is known of the worker on.
  usePlayground((state) => state.offline);
  const control = offlineControl();
  return (
    <Dialog title="Offline and install" onClose={onClose}>
      {control === null ? (
        <p className="dim">Not looked at yet: that follows the first scenario.</p>
      ) : (
        <Sections control={control} />
      )}
      {/* Those of the page lie behind the dialog. */}
      <Notices />
    </Dialog>
  );
}

function Sections({ control }: { readonly control: OfflineControl }) {
  const list = useOfflineModels(control);
  return (
    <div className="offline">
      <StateSection control={control} app={list.app} />
      {'caches' in globalThis && <OfflineModelList control={control} list={list} />}
      <OwnKept />
      <StorageSection list={list} />
      <InstallSection />
    </div>
  );
}
