/** One tenant at a glance: who it is, how it fares, what went wrong. Opens to its settings. */
import { Pause, Play, RotateCcw, SlidersHorizontal } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { TenantMark } from '../../primitives/TenantMark';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { statusWords, taskWords, tenantName } from '../../tenant-words';
import { tenantColour } from '../../theme/tenant-mark';
import { TenantEditor } from './TenantEditor';
import { TenantFigures } from './TenantFigures';

export function TenantCard({ tenantId }: { readonly tenantId: string }) {
  const { commands, store } = usePlaygroundHandle();
  const open = usePlayground((state) => state.editing === tenantId);
  const setOpen = (next: boolean) => {
    const { editing, set } = store.getState();
    if (next || editing === tenantId) set({ editing: next ? tenantId : null });
  };
  const opener = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { refocus, set } = store.getState();
    if (refocus === tenantId) {
      opener.current?.focus();
      set({ refocus: null });
    }
    const element = card.current;
    return () => {
      if (element?.contains(document.activeElement) === true) store.getState().set({ refocus: tenantId });
    };
  }, [store, tenantId]);
  const index = usePlayground(
    (state) => state.snapshot?.tenants.findIndex((one) => one.config.id === tenantId) ?? -1,
  );
  const tenant = usePlayground((state) => state.snapshot?.tenants[index]);
  const name = usePlayground((state) =>
    tenant === undefined ? '' : tenantName(state.catalog, tenant.config),
  );
  const task = usePlayground((state) => taskWords(state.catalog, tenant?.config.modelId ?? ''));
  if (tenant === undefined) return null;
  const { status, config } = tenant;
  const state = statusWords(status);
  const Toggle = config.paused ? Play : Pause;
  return (
    <article
      ref={card}
      className="tenant-card"
      style={{ borderLeftColor: tenantColour(index) }}
      aria-label={name}
    >
      <header className="tenant-head">
        <TenantMark index={index} />
        <h3 title={name}>{name}</h3>
      </header>
      <p className="dim small-text tenant-task">{state === null ? task : state}</p>
      {status.kind === 'loading' && status.fraction !== null && (
        <progress aria-label={`${name} loads`} max={1} value={status.fraction} />
      )}
      {status.kind === 'failed' ? (
        <p className="tenant-error small-text" title={status.error.message}>
          {status.error.message}
        </p>
      ) : (
        <TenantFigures tenant={tenant} />
      )}
      <div className="tenant-actions">
        {status.kind === 'failed' ? (
          <button type="button" className="small" onClick={() => void commands.retryTenant(tenantId)}>
            <RotateCcw size={13} aria-hidden="true" /> Retry
          </button>
        ) : (
          <button
            type="button"
            className="icon-button quiet small"
            aria-label={`${config.paused ? 'Resume' : 'Pause'} ${name}`}
            onClick={() => void commands.updateTenant(tenantId, { paused: !config.paused })}
          >
            <Toggle size={14} aria-hidden="true" />
          </button>
        )}
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
      {open && <TenantEditor tenant={tenant} name={name} anchor={opener} onClose={() => setOpen(false)} />}
    </article>
  );
}
