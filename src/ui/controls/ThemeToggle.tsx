/** System, dark or light: one button that goes round. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { usePlaygroundHandle } from '../store';
import { chooseTheme, storedTheme, THEME_CHOICES } from '../theme/theme-choice';

const ICONS = { system: Monitor, dark: Moon, light: Sun } as const;

export function ThemeToggle() {
  const { store } = usePlaygroundHandle();
  const [choice, setChoice] = useState(storedTheme);
  const next = THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length] ?? 'system';
  const Icon = ICONS[choice];
  const act = () => {
    chooseTheme(next, !store.getState().storageRefused);
    setChoice(next);
  };
  const label = `Theme: ${choice}. Change to ${next}`;
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={act}>
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
