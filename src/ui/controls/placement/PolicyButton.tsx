/** How an executor chooses, in a line that opens its settings. */
import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { lazyPart, useLazyPart } from '../../primitives/use-lazy-part';
import { schedulingLine } from '../../scheduling/scheduling-words';

const EDITOR = lazyPart(
  'The settings of an executor’s choice',
  async () => (await import('../../scheduling/SchedulingEditor')).SchedulingEditor,
);

export function PolicyButton({ executor }: { readonly executor: ExecutorSnapshot }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  const Editor = useLazyPart(EDITOR, open, close);
  const line = schedulingLine(executor);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="policy-button quiet"
        data-hint="policy"
        aria-label={`Scheduling of ${executor.config.id}: ${line}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span>{line}</span>
        <ChevronDown size={12} aria-hidden="true" />
      </button>
      {Editor !== null && <Editor executor={executor} anchor={button} onClose={close} />}
    </>
  );
}
