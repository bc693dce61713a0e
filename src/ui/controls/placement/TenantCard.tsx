/** One tenant at a glance: who it is, how it fares, what went wrong. Opens to its settings; its handle moves it. */
import { useDraggable } from '@dnd-kit/react';
import { Pause, Play, SlidersHorizontal } from 'lucide-react';
import { useRef } from 'react';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { ModeReason } from '../../gpu/ModeChip';
import { TenantMark } from '../../primitives/TenantMark';
import { lazyPart, useLazyPart } from '../../primitives/use-lazy-part';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { tenantName } from '../../tenant-words';
import { tenantColour } from '../../theme/tenant-mark';
import { TenantFailure } from './TenantFailure';
import { TenantFigures } from './TenantFigures';
import { TenantLoading } from './TenantLoading';
import { useKeptFocus } from './use-kept-focus';
import { taskLine, useRole } from './use-role';

const EDITOR = lazyPart('The settings of tenants', async () => (await import('./TenantEditor')).TenantEditor);

export function TenantCard({ tenantId }: { readonly tenantId: string }) {
  const { commands, store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.editing === tenantId);
  const setOpen = (next: boolean) => {
    const { editing, set } = store.getState();
    if (next || editing === tenantId) set({ editing: next ? tenantId : null });
  };
  const close = () => setOpen(false);
  const Editor = useLazyPart(EDITOR, open, close);
  const { draggable, ref, handleRef, isDragging } = useDraggable({ id: tenantId });
  const opener = useRef<HTMLButtonElement>(null);
  useKeptFocus(tenantId, draggable, opener);
  const index = usePlayground(
    (state) => state.snapshot?.tenants.findIndex((one) => one.config.id === tenantId) ?? -1,
  );
  const tenant = usePlayground((state) => state.snapshot?.tenants[index]);
  const name = usePlayground((state) =>
    tenant === undefined ? '' : tenantName(state.catalog, tenant.config),
  );
  const role = useRole(tenant?.config);
  if (tenant === undefined) return null;
  const { status, config } = tenant;
  const Toggle = config.paused ? Play : Pause;
  return (
    <article
      ref={ref}
      data-tenant={tenantId}
      className={cardClass(tenant, isDragging)}
      style={{ borderLeftColor: tenantColour(index) }}
      aria-label={name}
    >
      <header className="tenant-head">
        <button ref={handleRef} type="button" className="quiet small card-handle" aria-label={`Move ${name}`}>
          <TenantMark index={index} />
        </button>
        <h3 title={name}>{name}</h3>
        <p className="dim small-text tenant-task" title={role.title}>
          {taskLine(status, role)}
        </p>
        <div className="card-buttons">
          <button
            type="button"
            className={`icon-button quiet small ${config.paused ? '' : 'card-pause'}`}
            aria-label={`${config.paused ? 'Resume' : 'Pause'} ${name}`}
            onClick={() => void commands.updateTenant(tenantId, { paused: !config.paused })}
          >
            <Toggle size={14} aria-hidden="true" />
          </button>
          <button
            ref={opener}
            type="button"
            className="icon-button quiet small"
            aria-label={`Settings of ${name}`}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(true)}
          >
            <SlidersHorizontal size={14} aria-hidden="true" />
          </button>
        </div>
      </header>
      <CardBody tenant={tenant} index={index} name={name} />
      {Editor !== null && <Editor tenant={tenant} name={name} anchor={opener} onClose={close} />}
    </article>
  );
}

function cardClass({ config, status }: TenantSnapshot, held: boolean): string {
  const triggered = config.dependsOn === undefined ? '' : 'is-triggered';
  return `tenant-card ${triggered} ${held ? 'is-held' : ''} ${status.kind === 'moving' ? 'is-moving' : ''}`;
}

interface CardBodyProps {
  readonly tenant: TenantSnapshot;
  readonly index: number;
  readonly name: string;
}

function CardBody({ tenant, index, name }: CardBodyProps) {
  const { status, config } = tenant;
  if (status.kind === 'loading') return <TenantLoading tenantId={config.id} name={name} status={status} />;
  if (status.kind === 'failed') return <TenantFailure config={config} name={name} status={status} />;
  return (
    <>
      <TenantFigures tenant={tenant} index={index} name={name} />
      <ModeReason tenant={tenant} />
      <TenantNotes notes={tenant.notes} />
    </>
  );
}

/** What loading told that limits what can be done with it. */
function TenantNotes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <details className="tenant-notes small-text">
      <summary className="dim">{notes.length === 1 ? '1 note' : `${notes.length} notes`}</summary>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </details>
  );
}
