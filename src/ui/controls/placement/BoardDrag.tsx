/**
 * Drag and drop over the board: the sensors, what is said, and what a drop does. The library's own feedback, cursor and
 * selection plug-ins stay out: they write `<style>` elements, which the Content-Security-Policy forbids. The card stays
 * where it is and a ghost follows the pointer.
 */
import { Accessibility, AutoScroller, type DragDropManager } from '@dnd-kit/dom';
import { DragDropProvider } from '@dnd-kit/react';
import { type ReactNode, useState } from 'react';
import { type PlaygroundHandle, usePlaygroundHandle } from '../../store';
import { tenantName } from '../../tenant-words';
import { DragGhost } from './DragGhost';
import { dragWords } from './drag-words';
import { dropEffect, targetsOf } from './drop-effect';
import { createKeyboardSensor } from './keyboard-sensor';
import { pointerSensor } from './pointer-sensor';

type Operation = DragDropManager['dragOperation'];

function drop(
  { store, commands }: PlaygroundHandle,
  { source, target }: Pick<Operation, 'source' | 'target'>,
) {
  const { snapshot, catalog, notify } = store.getState();
  if (snapshot === null || !source || !target) return;
  const tenantId = String(source.id);
  const nameOf = ({ config }: (typeof snapshot.tenants)[number]) => tenantName(catalog, config);
  const effect = dropEffect(snapshot, nameOf, tenantId, String(target.id));
  if (effect?.kind === 'share' || effect?.kind === 'own') void commands.moveTenant(tenantId, effect.to);
  const tenant = snapshot.tenants.find((one) => one.config.id === tenantId);
  if (effect?.kind !== 'refused' || tenant === undefined) return;
  const text = `${nameOf(tenant)} stays on ${tenant.config.executorId}. ${effect.text}`;
  notify({ severity: 'problem', text, sticky: false, action: null });
}

export function BoardDrag({ children }: { readonly children: ReactNode }) {
  const handle = usePlaygroundHandle();
  const { store } = handle;
  const [set] = useState(() => {
    const snapshot = () => store.getState().snapshot;
    const targets = () => targetsOf(snapshot()?.executors.map((one) => one.config.id) ?? []);
    const homeOf = (id: string) =>
      snapshot()?.tenants.find((one) => one.config.id === id)?.config.executorId ?? null;
    return {
      sensors: [pointerSensor, createKeyboardSensor(targets, homeOf)],
      plugins: [Accessibility.configure(dragWords(store)), AutoScroller],
    };
  });
  return (
    <DragDropProvider
      sensors={set.sensors}
      plugins={set.plugins}
      onDragEnd={({ canceled, operation }) => {
        if (!canceled) drop(handle, operation);
      }}
    >
      {children}
      <DragGhost />
    </DragDropProvider>
  );
}
