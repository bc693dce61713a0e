/** Numbers and machines in words, the same in captions, tables and reports. */
import type { Interval } from '../../domain/interval';
import type { Provenance } from '../../domain/run-file';

export const ABSENT = '–';

/** Three figures or so: 1234, 123, 12.3, 1.23, 0.123. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return ABSENT;
  const size = Math.abs(value);
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 || size === 0 ? 2 : 3;
  return value.toFixed(decimals);
}

export const percent = (fraction: number | null | undefined): string =>
  fraction === null || fraction === undefined ? ABSENT : `${(100 * fraction).toFixed(1)} %`;

export const range = (low: number, high: number): string => `${figure(low)}–${figure(high)}`;

/** "90–200". */
export function fewestToMost(points: readonly { readonly n: number }[]): string {
  const counts = points.map(({ n }) => n);
  return `${Math.min(...counts)}–${Math.max(...counts)}`;
}

export const withRange = (interval: Interval | null, unit = ''): string =>
  interval === null ? ABSENT : `${figure(interval.value)}${unit} (${range(interval.low, interval.high)})`;

export const megabytes = (bytes: number | null): string =>
  bytes === null ? ABSENT : `${figure(bytes / 2 ** 20)} MB`;

const BROWSERS = [
  [/Edg\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
] as const;

/** "Chrome 156, Linux"; what cannot be told is left out. */
export function browserOf(userAgent: string): string {
  for (const [pattern, name] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version === undefined) continue;
    const system = SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1];
    return `${name} ${version}${system === undefined ? '' : `, ${system}`}`;
  }
  return userAgent.slice(0, 60) || 'a browser that does not tell its name';
}

/** "Chrome 156, Linux, 2 cores, isolated". */
export const machineOf = ({ userAgent, cores, crossOriginIsolated }: Provenance): string =>
  `${browserOf(userAgent)}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${crossOriginIsolated ? 'isolated' : 'not isolated (coarse clock, one thread)'}`;

/** A name in lines of at most `width` characters, at most `most` of them. */
export function wrapped(name: string, width: number, most: number): string {
  const lines: string[] = [];
  let left = name;
  while (left !== '' && lines.length < most) {
    if (left.length <= width) {
      lines.push(left);
      return lines.join('\n');
    }
    const soft = Math.max(left.lastIndexOf(' ', width), left.lastIndexOf('-', width - 1) + 1);
    const cut = soft > width / 3 ? soft : width;
    lines.push(left.slice(0, cut).trim());
    left = left.slice(cut).trimStart();
  }
  const last = lines.length - 1;
  lines[last] = `${(lines[last] ?? '').slice(0, Math.max(1, width - 1))}…`;
  return lines.join('\n');
}
