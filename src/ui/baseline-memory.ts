/** Whether solo baselines are taken by themselves, as this browser remembers it: they are unless somebody said no. */
import { LOCAL_KEYS } from '../protocol/storage-names';
import { recalled, remember } from './remembered-text';

export function rememberedAutomaticBaselines(): boolean {
  try {
    const remembered: unknown = JSON.parse(recalled(LOCAL_KEYS.automaticBaselines) ?? 'null');
    return (remembered as { automatic?: unknown } | null)?.automatic !== false; // of any type: only false counts
  } catch {
    return true;
  }
}

export function rememberAutomaticBaselines(automatic: boolean): void {
  remember(LOCAL_KEYS.automaticBaselines, JSON.stringify({ automatic }));
}
