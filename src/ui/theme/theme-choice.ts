/** Which theme the person chose: the system's, dark or light. Remembered where the browser allows it. */

export const THEME_CHOICES = ['system', 'dark', 'light'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const KEY = 'playground-theme';

export function storedTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system'; // storage is forbidden here
  }
}

/** Puts a theme in force and remembers it, unless storage is refused on purpose. */
export function chooseTheme(choice: ThemeChoice, remembered = true): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  if (!remembered) return;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Storage is forbidden here: the choice lasts until the page closes.
  }
}
