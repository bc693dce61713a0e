/** How failures are handled, as this browser remembers it. What stands there is checked: other versions wrote it too. */
import { type RecoverySettings, recoverySettingsSchema } from '../domain/recovery';
import { LOCAL_KEYS } from '../protocol/storage-names';
import { recalled, remember } from './remembered-text';

/** Null when nothing is remembered, it is not valid, or storage is forbidden here. */
export function rememberedRecovery(): RecoverySettings | null {
  try {
    const parsed = recoverySettingsSchema.safeParse(JSON.parse(recalled(LOCAL_KEYS.recovery) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function rememberRecovery(settings: RecoverySettings): void {
  remember(LOCAL_KEYS.recovery, JSON.stringify(settings));
}
