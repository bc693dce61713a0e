/** How failures are handled, as this browser remembers it. What stands there is checked: other versions wrote it too. */
import { type RecoverySettings, recoverySettingsSchema } from '../domain/recovery';

const KEY = 'playground-recovery';

/** Null when nothing is remembered, it is not valid, or storage is forbidden here. */
export function rememberedRecovery(): RecoverySettings | null {
  try {
    const parsed = recoverySettingsSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function rememberRecovery(settings: RecoverySettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage is forbidden or full: the settings last until the page closes.
  }
}
