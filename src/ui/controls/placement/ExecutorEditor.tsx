/** What an executor is and holds: reason of its backend, threads, memory, its GPU device to set. Here it can be ended. */
import { CircleStop } from 'lucide-react';
import type { RefObject } from 'react';
import type { ExecutorSnapshot } from '../../../domain/snapshot';
import { GpuSharingButton } from '../../experiments/GpuSharingButton';
import { formatBytes, formatMs } from '../../format';
import { DeviceFields } from '../../gpu/DeviceFields';
import { budgetWarning, inUseWords, sharedWords } from '../../gpu/memory-words';
import { type Fact, FactList } from '../../primitives/FactList';
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
  const memory = executor.memoryBytes;
  const [shared, warning] = [sharedWords(memory), budgetWarning(memory)];
  const facts: readonly Fact[] = [
    [
      'threads',
      'Threads in effect',
      executor.threads === asked ? `${asked}` : `${executor.threads} of ${asked} asked for`,
    ],
    ['queued', 'Queued', `${executor.queued}`],
    ['in-flight', 'In flight', `${executor.inFlight}`],
    ['memory', 'Memory in use', inUseWords(memory)],
    ['memory', 'Memory reserved', formatBytes(memory.reserved)],
    ...(shared === null ? [] : ([['shared-weights', 'Shared', shared]] as const)),
    ['executor-start', 'Start', formatMs(executor.startMs)],
    ['clock-offset', 'Clock offset', formatMs(executor.clockOffsetMs)],
  ];
  return (
    <Popover label={`Executor ${id}`} anchor={anchor} onClose={onClose}>
      <h3>{id}</h3>
      {executor.backendReason !== null && <p>{executor.backendReason}</p>}
      {executor.adapter !== null && <p className="dim">{executor.adapter}</p>}
      <FactList facts={facts} />
      {warning !== null && (
        <p className="warn memory-warning" role="status">
          Memory: {warning} in use. Beyond it no model is loaded: raise it, or move a tenant away.
        </p>
      )}
      <DeviceFields executor={executor}>
        <GpuSharingButton executor={executor} onOpen={onClose} />
      </DeviceFields>
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
