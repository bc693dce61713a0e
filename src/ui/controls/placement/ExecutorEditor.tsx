/** What an executor is and holds: reason of its backend, threads, memory. Here it can be ended. */
import { CircleStop } from 'lucide-react';
import type { RefObject } from 'react';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { formatBytes, formatMs } from '../../format';
import type { Term } from '../../glossary';
import { Hint } from '../../primitives/Hint';
import { Popover } from '../../primitives/Popover';
import { usePlaygroundHandle } from '../../store';

interface ExecutorEditorProps {
  readonly executor: ExecutorSnapshot;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function ExecutorEditor({ executor, anchor, onClose }: ExecutorEditorProps) {
  const { commands } = usePlaygroundHandle();
  const { id, threads: asked } = executor.config;
  const facts: readonly (readonly [Term, string, string])[] = [
    [
      'threads',
      'Threads in effect',
      executor.threads === asked ? `${asked}` : `${executor.threads} of ${asked} asked for`,
    ],
    ['queued', 'Queued', `${executor.queued}`],
    ['in-flight', 'In flight', `${executor.inFlight}`],
    ['memory', 'Memory in use', formatBytes(executor.memoryBytes.inUse)],
    ['memory', 'Memory reserved', formatBytes(executor.memoryBytes.reserved)],
    ['executor-start', 'Start', formatMs(executor.startMs)],
    ['clock-offset', 'Clock offset', formatMs(executor.clockOffsetMs)],
  ];
  return (
    <Popover label={`Executor ${id}`} anchor={anchor} onClose={onClose}>
      <h3>{id}</h3>
      {executor.backendReason !== null && <p>{executor.backendReason}</p>}
      {executor.adapter !== null && <p className="dim">{executor.adapter}</p>}
      <dl className="facts">
        {facts.map(([term, label, value]) => (
          <div key={label} className="fact">
            <dt>
              <Hint term={term}>{label}</Hint>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="popover-actions">
        <button
          type="button"
          onClick={() => {
            onClose();
            void commands.removeExecutor(id);
          }}
        >
          <CircleStop size={14} aria-hidden="true" /> End executor
        </button>
      </div>
    </Popover>
  );
}
