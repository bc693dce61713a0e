/** Executors as columns, tenants as cards in them: where each model runs, and with whom it shares. */
import { useDragOperation, useDroppable } from '@dnd-kit/react';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { Panel } from '../../primitives/Panel';
import { LazyPipelines } from '../../scheduling/LazyPipelines';
import { shareStructure } from '../../share-structure';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { BoardDrag } from './BoardDrag';
import { BoardContext } from './board-context';
import { type GroupBand as Band, groupBands } from './device-groups';
import { NEW_EXECUTOR } from './drop-effect';
import { EmptyBoard } from './EmptyBoard';
import { ExecutorColumn } from './ExecutorColumn';
import { GroupBand } from './GroupBand';
import { NewExecutorZone } from './NewExecutorZone';
import { ThroughputTrace } from './throughput-trace';
import './placement.css';

export function PlacementBoard() {
  const { store } = usePlaygroundHandle();
  const focused = useRef<'handle' | 'settings'>('settings');
  const shared = useMemo(() => ({ trace: new ThroughputTrace(), focused }), []);
  useEffect(
    () =>
      store.subscribe(({ snapshot }, before) => {
        if (snapshot !== null && snapshot !== before.snapshot) shared.trace.push(snapshot);
      }),
    [store, shared],
  );
  const ready = usePlayground((state) => state.snapshot !== null && state.catalog !== null);
  const empty = usePlayground((state) => state.snapshot?.executors.length === 0);
  const add = (
    <button type="button" className="small" onClick={() => store.getState().set({ dialog: 'add-model' })}>
      <Plus size={14} aria-hidden="true" /> Add a model
    </button>
  );
  return (
    <Panel
      title="Placement"
      note="same column: taking turns · own column: racing · drag to change"
      actions={ready && !empty ? add : undefined}
      className="placement"
    >
      <BoardContext value={shared}>
        {ready && empty ? (
          <EmptyBoard />
        ) : (
          <BoardDrag>
            <Columns />
          </BoardDrag>
        )}
      </BoardContext>
    </Panel>
  );
}

function Columns() {
  const { source } = useDragOperation();
  const { ref, isDropTarget } = useDroppable({ id: NEW_EXECUTOR });
  const ids = usePlayground(
    useShallow((state) => state.snapshot?.executors.map((executor) => executor.config.id) ?? []),
  );
  const bands = useGroupBands();
  const held = source === null || source === undefined ? null : String(source.id);
  return (
    <div className={`board-frame ${held === null ? '' : 'is-dragging'}`}>
      <div ref={ref} className="board" data-drop-target={NEW_EXECUTOR}>
        <LazyPipelines />
        {bands.map((band) => (
          <GroupBand key={`${band.group} ${band.from}`} band={band} />
        ))}
        {ids.map((id, column) => (
          <ExecutorColumn key={id} executorId={id} column={column} held={held} />
        ))}
      </div>
      {held !== null && <NewExecutorZone held={held} over={isDropTarget} />}
    </div>
  );
}

/** The same array while nothing about the groups changes. */
function useGroupBands(): readonly Band[] {
  const last = useRef<readonly Band[]>([]);
  return usePlayground(({ snapshot }) => {
    last.current = shareStructure(
      last.current,
      groupBands(snapshot?.executors ?? [], snapshot?.machine ?? null),
    );
    return last.current;
  });
}
