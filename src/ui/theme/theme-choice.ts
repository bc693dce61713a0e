/** Which theme the person chose: the system's, dark or light. Remembered where the browser allows it. */
import { LOCAL_KEYS } from '../../protocol/storage-names';
import { recalled, remember } from '../remembered-text';

export const THEME_CHOICES = ['system', 'dark', 'light'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export function storedTheme(): ThemeChoice {
  const stored = recalled(LOCAL_KEYS.theme);
  return THEME_CHOICES.find((choice) => choice === stored) ?? 'system';
}

/** @param remembered false where it is remembered already, or storage is refused on purpose. */
export function chooseTheme(choice: ThemeChoice, remembered = true): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  if (remembered) remember(LOCAL_KEYS.theme, choice);
}
