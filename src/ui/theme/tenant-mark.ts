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
  const read = (name: string) => hexOf(style.getPropertyValue(name).trim(), element);
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

/**
 * `#rrggbb`, as canvases put an opacity behind it: colours of the system, which forced colours bring, have only names.
 * @param near where the colour holds: its scheme is the element's.
 */
function hexOf(colour: string, near: Element): string {
  if (colour.startsWith('#') || colour === '') return colour;
  const probe = document.createElement('span');
  probe.className = 'colour-probe';
  probe.style.color = colour;
  (near.parentElement ?? document.body).append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  const most = resolved.startsWith('color(') ? 1 : 255; // a mixture is `color(srgb 0.5 …)`, all else `rgb(127, …)`
  const parts = (resolved.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => (Number(part) / most) * 255);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** The theme in force, and whether the system's own colours are: either may change while the page is open. */
export type Theme = 'dark' | 'light' | 'forced-dark' | 'forced-light';

export const schemeOf = (theme: Theme): 'dark' | 'light' => (theme.endsWith('dark') ? 'dark' : 'light');

const SCHEME = '(prefers-color-scheme: light)';
const FORCED = '(forced-colors: active)';

/** Without a preference the dark theme applies, as in `tokens.css`. */
const currentTheme = (): Theme => {
  if (matchMedia(FORCED).matches) return matchMedia(SCHEME).matches ? 'forced-light' : 'forced-dark';
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia(SCHEME).matches ? 'light' : 'dark';
};

function subscribeTheme(onChange: () => void): () => void {
  const media = [matchMedia(SCHEME), matchMedia(FORCED)];
  const observer = new MutationObserver(onChange);
  for (const one of media) one.addEventListener('change', onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    for (const one of media) one.removeEventListener('change', onChange);
    observer.disconnect();
  };
}

/** The theme in force; use it as a dependency to read the palette again. */
export const useTheme = (): Theme => useSyncExternalStore(subscribeTheme, currentTheme);
