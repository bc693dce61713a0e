/**
 * The chip that follows the pointer while a card is held: who it is and what dropping it here does. It also decides what
 * is under the pointer, and keeps the chosen column in view.
 */
import type { DragMoveEvent, DragOverEvent, DragStartEvent } from '@dnd-kit/react';
import { useDragDropManager, useDragDropMonitor, useDragOperation } from '@dnd-kit/react';
import { useEffect, useRef, useState } from 'react';
import { TenantMark } from '../../primitives/TenantMark';
import { usePlayground } from '../../store';
import { tenantName } from '../../tenant-words';
import { NEW_EXECUTOR } from './drop-effect';
import { useDropEffect } from './use-drop-effect';

const OFFSET_PX = 14;
/** Width that is kept free at the window's right edge. */
const WIDTH_PX = 220;

interface Point {
  readonly x: number;
  readonly y: number;
}

const targetAt = ({ x, y }: Point): string | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop-target]')?.dataset.dropTarget ?? null;

export function DragGhost() {
  const manager = useDragDropManager();
  const ghost = useRef<HTMLDivElement>(null);
  const [byPointer, setByPointer] = useState(false);
  const { source, target } = useDragOperation();
  const held = source === null || source === undefined ? null : String(source.id);
  const effect = useDropEffect(held, target === null || target === undefined ? null : String(target.id));
  const index = usePlayground(
    (state) => state.snapshot?.tenants.findIndex((one) => one.config.id === held) ?? -1,
  );
  const name = usePlayground((state) => {
    const tenant = state.snapshot?.tenants[index];
    return tenant === undefined ? '' : tenantName(state.catalog, tenant.config);
  });
  const place = ({ x, y }: Point) => {
    const left = Math.max(0, Math.min(x + OFFSET_PX, innerWidth - WIDTH_PX));
    if (ghost.current !== null) ghost.current.style.translate = `${left}px ${y + OFFSET_PX}px`;
  };

  useDragDropMonitor({
    onDragStart: ({ operation }: DragStartEvent) => {
      setByPointer(operation.activatorEvent instanceof PointerEvent);
      place(operation.position.current);
    },
    onDragMove: ({ to }: DragMoveEvent) => {
      if (to === undefined) return;
      place(to);
      void manager?.actions.setDropTarget(targetAt(to));
    },
    onDragOver: ({ operation }: DragOverEvent) => {
      if (operation.target?.id !== NEW_EXECUTOR)
        operation.target?.element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    onDragEnd: () => setByPointer(false),
  });

  const shown = byPointer && held !== null;
  useEffect(() => {
    const element = ghost.current;
    if (element === null || !shown) return;
    element.showPopover();
    return () => element.hidePopover();
  }, [shown]);

  return (
    <div ref={ghost} popover="manual" className="drag-ghost" aria-hidden="true">
      {held !== null && (
        <>
          <p>
            <TenantMark index={index} /> {name}
          </p>
          <p className={effect?.kind === 'refused' ? 'bad' : 'dim'}>{effect?.text ?? 'Back to its place'}</p>
        </>
      )}
    </div>
  );
}
