/** What figures of a GPU were taken on, as far as the browser tells. */
import { describeAdapter, isSoftwareAdapter } from '../../src/domain/backend';

export interface MachineFacts {
  /** Null: there is none. */
  readonly adapter: {
    readonly name: string;
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    /** It computes on the CPU. */
    readonly software: boolean;
    readonly features: readonly string[];
    readonly limits: Readonly<Record<string, number>>;
  } | null;
  readonly userAgent: string;
  readonly cores: number;
  readonly crossOriginIsolated: boolean;
  /** Smallest step of the clock that was seen, ms. */
  readonly clockStepMs: number;
  readonly tensorflowVersion: string;
}

export async function machineFacts(tensorflowVersion: string): Promise<MachineFacts> {
  const adapter = (await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  return {
    adapter: adapter === null ? null : factsOf(adapter),
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated,
    clockStepMs: clockStep(),
    tensorflowVersion,
  };
}

function factsOf({ info, features, limits }: GPUAdapter): NonNullable<MachineFacts['adapter']> {
  const { vendor, architecture, device, description } = info;
  const names = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(limits)));
  const values = names.map((name) => [name, Reflect.get(limits, name, limits)] as const);
  return {
    ...{ vendor, architecture, device, description },
    name: describeAdapter(info),
    software: isSoftwareAdapter(info),
    features: [...features].sort(),
    limits: Object.fromEntries(values.filter(([, value]) => typeof value === 'number')),
  };
}

function clockStep(): number {
  let step = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 50; tries++) {
    const at = performance.now();
    let later = at;
    while (later === at) later = performance.now();
    step = Math.min(step, later - at);
  }
  return step;
}
