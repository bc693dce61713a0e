/** The head of a column: backend and threads to change in place, how busy the executor is, how it chooses. */
import { Ellipsis } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { formatFraction } from '../../format';
import { budgetWarning } from '../../gpu/memory-words';
import { Hint } from '../../primitives/Hint';
import { lazyPart, useLazyPart } from '../../primitives/use-lazy-part';
import { BackendSelect } from './BackendSelect';
import { PolicyButton } from './PolicyButton';
import { ThreadsSelect } from './ThreadsSelect';

const EDITOR = lazyPart(
  'What is known of an executor',
  async () => (await import('./ExecutorEditor')).ExecutorEditor,
);

export const ExecutorHead = memo(function ExecutorHead({
  executor,
}: {
  readonly executor: ExecutorSnapshot;
}) {
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  const Editor = useLazyPart(EDITOR, open, close);
  const { id } = executor.config;
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
          <Hint term="utilisation" className="dim" spoken={`${formatFraction(busy)} busy`}>
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
      <PolicyButton executor={executor} />
      <Limits executor={executor} />
      {Editor !== null && <Editor executor={executor} anchor={more} onClose={close} />}
    </header>
  );
});

/** What makes its figures others than one would expect; nothing most of the time. */
function Limits({ executor }: { readonly executor: ExecutorSnapshot }) {
  const { fellBack, softwareAdapter, policyFailure } = executor;
  const memory = budgetWarning(executor.memoryBytes);
  if (!fellBack && !softwareAdapter && policyFailure === null && memory === null) return null;
  return (
    <p className="executor-facts dim">
      {policyFailure !== null && (
        <Hint term="policy-failure" className="badge warn">
          own policy failed
        </Hint>
      )}
      {fellBack && (
        <Hint term="fallback" className="badge warn">
          fell back
        </Hint>
      )}
      {softwareAdapter && (
        <Hint term="software-adapter" className="badge warn">
          software GPU
        </Hint>
      )}
      {memory !== null && (
        <Hint term="memory-budget" className="badge warn">
          memory: {memory}
        </Hint>
      )}
    </p>
  );
}
