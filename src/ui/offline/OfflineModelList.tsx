/** The catalog's models: which are kept for offline, what they take, and the buttons that keep and forget them. */
import { HardDriveDownload } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CatalogModel } from '../../domain/model';
import { formatBytes } from '../format';
import { sizeOf } from '../overlays/drawer/model-filter';
import { useOnHost } from '../overlays/drawer/use-assembled';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import { OfflineModelLine } from './OfflineModelLine';
import type { OfflineControl } from './start-offline';
import type { OfflineList } from './use-offline-models';

interface ListProps {
  readonly control: OfflineControl;
  readonly list: OfflineList;
}

export function OfflineModelList({ control, list: { models, storedOf, problem } }: ListProps) {
  const onHost = useOnHost();
  const { progress } = useStore(control.job.state);
  const silent = usePlayground((state) => state.offline.hostAnswers === false);
  useEffect(() => void control.host.look(), [control]);
  const stored = (model: CatalogModel) => storedOf?.(model) ?? null;
  const isKept = (model: CatalogModel) => stored(model)?.files === model.files.length;
  // What is kept can be listed whether or not the host has it still.
  const shown = models.filter((model) => isKept(model) || onHost(model));
  const missing = storedOf === null ? [] : shown.filter((model) => !isKept(model));
  const missingBytes = missing.reduce((sum, model) => sum + sizeOf(model), 0);
  const keptBytes = models.reduce((sum, model) => sum + (stored(model)?.bytes ?? 0), 0);
  return (
    <section aria-labelledby="offline-models">
      <h3 id="offline-models">
        <Hint term="offline-models">Models for offline</Hint>
      </h3>
      <div className="offline-row">
        <p>
          {storedOf === null
            ? 'Reading what is kept.'
            : `${shown.length - missing.length} of ${shown.length} models kept, ${formatBytes(keptBytes)}: the lengths of their stored files, added up.`}
        </p>
        {missing.length > 0 && (
          <button
            type="button"
            disabled={progress !== null || silent}
            onClick={() => void control.job.keep(missing)}
          >
            <HardDriveDownload size={14} aria-hidden="true" /> Keep all ({missing.length},{' '}
            {formatBytes(missingBytes)})
          </button>
        )}
      </div>
      {silent && <p className="warn">! The host does not answer: nothing more can be kept now.</p>}
      {problem !== null && <p className="bad">! {problem}</p>}
      <KeepStatus control={control} />
      <ul className="offline-models" aria-label="Models of the catalog">
        {shown.map((model) => (
          <OfflineModelLine
            key={model.id}
            model={model}
            stored={stored(model)}
            blocked={progress !== null || silent}
            job={control.job}
          />
        ))}
      </ul>
      {shown.length < models.length && (
        <p className="dim">
          {models.length - shown.length} more stand in the catalog and not on this host: <i>Add a model</i>{' '}
          says how to get them.
        </p>
      )}
    </section>
  );
}

/** How far it is, how it ended, and how to stop it. */
function KeepStatus({ control: { job } }: { readonly control: OfflineControl }) {
  const { progress, problem, told } = useStore(job.state);
  const busy = usePlayground(({ snapshot }) => (snapshot?.run.kind ?? 'idle') !== 'idle');
  return (
    <>
      {progress !== null && (
        <div className="offline-progress">
          <p>
            Storing {progress.name}: {formatBytes(progress.doneBytes)} of {formatBytes(progress.totalBytes)}
            {busy && '. It takes a part of the machine while your models run.'}
          </p>
          <button type="button" onClick={() => job.cancel()}>
            Cancel
          </button>
          <progress aria-label="Stored so far" value={progress.doneBytes} max={progress.totalBytes} />
        </div>
      )}
      <p role="status" className="dim">
        {progress === null ? (told ?? '') : ''}
      </p>
      {problem !== null && (
        <p role="alert" className="bad">
          ! {problem}
        </p>
      )}
    </>
  );
}
