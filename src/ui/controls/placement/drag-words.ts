/** What a screen reader says while a card is moved. */
import type { Accessibility } from '@dnd-kit/dom';
import type { PlaygroundStore } from '../../store';
import { tenantName } from '../../tenant-words';
import { type DropEffect, dropEffect, NEW_EXECUTOR } from './drop-effect';

type Options = NonNullable<ConstructorParameters<typeof Accessibility>[1]>;
interface Named {
  readonly id: string | number;
}
type Held = Named | null | undefined;

const INSTRUCTIONS =
  'Space or Enter lifts the tenant. While it is lifted, the arrow keys choose an executor or empty space, Space or Enter drops it there, and Escape puts it back.';

export function dragWords(store: PlaygroundStore): Options {
  const find = (source: Held) =>
    store.getState().snapshot?.tenants.find((tenant) => tenant.config.id === source?.id);
  const nameOf = (source: Held): string => {
    const tenant = find(source);
    return tenant === undefined ? 'The tenant' : tenantName(store.getState().catalog, tenant.config);
  };
  const effectOf = (source: Held, target: Held): DropEffect | null => {
    const { snapshot, catalog } = store.getState();
    if (snapshot === null || !source || !target) return null;
    const name = ({ config }: (typeof snapshot.tenants)[number]) => tenantName(catalog, config);
    return dropEffect(snapshot, name, String(source.id), String(target.id));
  };
  const place = (target: Named) => (target.id === NEW_EXECUTOR ? 'Empty space' : `Executor ${target.id}`);
  return {
    screenReaderInstructions: { draggable: INSTRUCTIONS },
    announcements: {
      dragstart: ({ operation: { source } }) =>
        `${nameOf(source)} lifted from ${find(source)?.config.executorId ?? 'its executor'}.`,
      dragover: ({ operation: { source, target } }) => {
        if (!target) return 'Over nothing: dropping here puts it back.';
        const effect = effectOf(source, target);
        const cannot = effect?.kind === 'refused' ? 'cannot take it. ' : '';
        return `${place(target)}: ${cannot}${effect?.text ?? ''}.`;
      },
      dragend: ({ operation: { source, target }, canceled }) => {
        const effect = effectOf(source, target);
        const placed = !canceled && target && (effect?.kind === 'share' || effect?.kind === 'own');
        return placed
          ? `${nameOf(source)} dropped. ${effect.text}.`
          : `${nameOf(source)} is back in its place.`;
      },
    },
  };
}
