/** The head of a column: backend and threads to change in place, how busy the executor is, what it holds. */
import { Ellipsis } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { formatBytes, formatFraction } from '../../format';
import { Hint } from '../../primitives/Hint';
import { BackendSelect } from './BackendSelect';
import { ExecutorEditor } from './ExecutorEditor';
import { ThreadsSelect } from './ThreadsSelect';

export const ExecutorHead = memo(function ExecutorHead({
  executor,
}: {
  readonly executor: ExecutorSnapshot;
}) {
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const { id, policy } = executor.config;
  const { inUse, reserved } = executor.memoryBytes;
  const busy = Math.min(1, executor.utilisationFraction);
  return (
    <header className="executor-head">
      <div className="executor-title">
        <Hint term="executor" className="executor-id">
          {id}
        </Hint>
        {executor.status.kind === 'starting' || executor.status.kind === 'failed' ? (
          <span className={executor.status.kind === 'failed' ? 'bad' : 'dim'}>{executor.status.kind}</span>
        ) : (
          <Hint term="utilisation" className="dim">
            {formatFraction(busy)}
          </Hint>
        )}
        <button
          ref={more}
          type="button"
          className="icon-button quiet small"
          aria-label={`Details of ${id}`}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <Ellipsis size={15} aria-hidden="true" />
        </button>
      </div>
      <div className="utilisation" aria-hidden="true">
        <div style={{ transform: `scaleX(${busy.toFixed(3)})` }} />
      </div>
      <div className="executor-selects">
        <BackendSelect executor={executor} />
        <ThreadsSelect executor={executor} />
      </div>
      <p className="executor-facts dim">
        <Hint term="policy">{policy.toUpperCase()}</Hint>
        {(inUse !== null || reserved !== null) && (
          <Hint term="memory">
            {formatBytes(inUse)} of {formatBytes(reserved)}
          </Hint>
        )}
        {executor.fellBack && (
          <Hint term="fallback" className="badge warn">
            fell back
          </Hint>
        )}
        {executor.softwareAdapter && (
          <Hint term="software-adapter" className="badge warn">
            software GPU
          </Hint>
        )}
      </p>
      {open && <ExecutorEditor executor={executor} anchor={more} onClose={() => setOpen(false)} />}
    </header>
  );
});
