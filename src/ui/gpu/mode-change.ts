/** What changing a tenant's mode says, and what takes it back. Pure. */
import type { TenantConfig } from '../../domain/scenario';
import type { TenantChange } from '../../protocol/engine-contract';
import { modeName } from './mode-words';

interface ModeUndo {
  readonly text: string;
  readonly back: TenantChange;
}

/** Null when the mode is none of what changed. @param name the tenant's. */
export function modeUndo(
  before: Pick<TenantConfig, 'mode'>,
  { mode }: TenantChange,
  name: string,
): ModeUndo | null {
  const then = before.mode ?? 'auto';
  if (mode === undefined || mode === then) return null;
  return { text: `${name}: mode ${modeName(mode)}, before ${modeName(then)}.`, back: { mode: then } };
}
