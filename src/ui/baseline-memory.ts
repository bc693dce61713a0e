/** Whether solo baselines are taken by themselves, as this browser remembers it: they are unless somebody said no. */

const KEY = 'playground-baselines';

export function rememberedAutomaticBaselines(): boolean {
  try {
    const remembered: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return (remembered as { automatic?: unknown } | null)?.automatic !== false; // of any type: only false counts
  } catch {
    return true;
  }
}

export function rememberAutomaticBaselines(automatic: boolean): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ automatic }));
  } catch {
    // Storage is forbidden or full: the choice lasts until the page closes.
  }
}
