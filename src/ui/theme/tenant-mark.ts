/**
 * A tenant's colour and shape by its position in the scenario, and the theme's colours resolved for canvases.
 * Colour is never the only code: a shape stands beside it wherever a tenant is told from another.
 */
import { useSyncExternalStore } from 'react';

const TENANT_COLOURS = 8;
const SHAPES = ['●', '▲', '■', '◆', '★', '▼', '✚', '⬟'] as const;
export type TenantShape = (typeof SHAPES)[number];

/** CSS colour of tenant `index` (its position in the scenario); colours repeat after eight. */
export const tenantColour = (index: number): string => `var(--tenant-${index % TENANT_COLOURS})`;

/** Shifts by one after each full round, so that the tenth tenant has the second colour but another shape. */
export const tenantShape = (index: number): TenantShape =>
  SHAPES[(index + Math.floor(index / TENANT_COLOURS)) % SHAPES.length] ?? '●';

/** Colours as a canvas wants them. */
export interface Palette {
  readonly bg: string;
  readonly panel: string;
  readonly panel2: string;
  readonly line: string;
  readonly ink: string;
  readonly dim: string;
  readonly accent: string;
  readonly bad: string;
  readonly warn: string;
  readonly good: string;
  /** Eight colours; use `tenants[index % 8]`. */
  readonly tenants: readonly string[];
}

/** Reads the palette in force at `element`. Costs a style resolution: once per theme change, not per frame. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    bg: read('--bg'),
    panel: read('--panel'),
    panel2: read('--panel-2'),
    line: read('--line'),
    ink: read('--ink'),
    dim: read('--dim'),
    accent: read('--accent'),
    bad: read('--bad'),
    warn: read('--warn'),
    good: read('--good'),
    tenants: Array.from({ length: TENANT_COLOURS }, (_, index) => read(`--tenant-${index}`)),
  };
}

export type Theme = 'dark' | 'light';

/** Without a preference the dark theme applies, as in `tokens.css`. */
const currentTheme = (): Theme => {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
};

function subscribeTheme(onChange: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: light)');
  const observer = new MutationObserver(onChange);
  media.addEventListener('change', onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    media.removeEventListener('change', onChange);
    observer.disconnect();
  };
}

/** The theme in force; use it as a dependency to read the palette again. */
export const useTheme = (): Theme => useSyncExternalStore(subscribeTheme, currentTheme);
