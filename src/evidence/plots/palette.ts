/** The page's colours (`ui/theme/tokens.css`, which a test compares) for drawings that no style sheet reaches. */
import type { PlotTheme } from '../../domain/evidence';

export interface Palette {
  readonly panel: string;
  readonly panel2: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly dim: string;
  readonly accent: string;
  readonly bad: string;
  readonly warn: string;
  readonly good: string;
  readonly tenants: readonly string[];
}

export const PALETTES: Readonly<Record<PlotTheme, Palette>> = {
  dark: {
    panel: '#141920',
    panel2: '#1c232c',
    line: '#2a333e',
    lineStrong: '#566373',
    ink: '#eef2f6',
    dim: '#9aa7b5',
    accent: '#5cc3ff',
    bad: '#ff8076',
    warn: '#f2c14e',
    good: '#7bd88f',
    tenants: ['#f5a142', '#52aef5', '#7bd88f', '#e07acf', '#f0e05a', '#ff8d6b', '#a6a8ff', '#6fd6cf'],
  },
  light: {
    panel: '#ffffff',
    panel2: '#f3f6f9',
    line: '#d5dce3',
    lineStrong: '#7c8995',
    ink: '#141a21',
    dim: '#515d69',
    accent: '#0067a8',
    bad: '#b3261e',
    warn: '#855b00',
    good: '#13703c',
    tenants: ['#b45f00', '#0072b2', '#00805a', '#ad3f92', '#857000', '#c23f14', '#5257cc', '#007a85'],
  },
};

/** Of the tenant at this position in the scenario; repeats after eight. */
export const tenantColour = ({ tenants, ink }: Palette, index: number): string =>
  tenants[((index % tenants.length) + tenants.length) % tenants.length] ?? ink;

type Channels = readonly [number, number, number];
const channels = (hex: string): Channels => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** Between two colours, `fraction` of the way. */
export function mixed(from: string, to: string, fraction: number): string {
  const end = channels(to);
  const part = Math.min(1, Math.max(0, fraction));
  const sum = channels(from).map((value, index) => Math.round(value + ((end[index] ?? 0) - value) * part));
  return `#${sum.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance, WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** Black or white, whichever reads better on it: at least 4.5 : 1. */
export const inkOn = (hex: string): string => (luminance(hex) > 0.179 ? '#000000' : '#ffffff');
