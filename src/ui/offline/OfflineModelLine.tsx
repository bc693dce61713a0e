/** One model of the list: its name, what is stored of it, and the button that keeps or forgets it. */
import { Check } from 'lucide-react';
import type { CatalogModel } from '../../domain/model';
import { formatBytes } from '../format';
import { sizeOf } from '../overlays/drawer/model-filter';
import type { KeepJob } from './keep-job';
import type { StoredModel } from './offline-models';
import { storedWords } from './offline-words';

interface LineProps {
  readonly model: CatalogModel;
  /** Null until it has been read. */
  readonly stored: StoredModel | null;
  /** Whether nothing can be kept now. */
  readonly blocked: boolean;
  readonly job: KeepJob;
}

export function OfflineModelLine({ model, stored, blocked, job }: LineProps) {
  const kept = stored !== null && stored.files === model.files.length;
  return (
    <li>
      <span>{model.name}</span>
      <span className={kept ? 'good' : 'dim'}>
        {kept && <Check size={13} aria-hidden="true" />}{' '}
        {stored === null ? '…' : storedWords(stored, model.files.length)}
        {!kept && ` (${formatBytes(sizeOf(model))})`}
      </span>
      {kept ? (
        <button type="button" aria-label={`Forget ${model.name}`} onClick={() => void job.forget(model)}>
          Forget
        </button>
      ) : (
        <button
          type="button"
          disabled={blocked || stored === null}
          aria-label={`Keep ${model.name} for offline`}
          onClick={() => void job.keep([model])}
        >
          Keep
        </button>
      )}
    </li>
  );
}
