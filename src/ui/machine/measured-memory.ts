/** The memory of this page with all of its workers, as the browser measures it when asked. It shows nothing. */

export interface MeasuredMemory {
  readonly bytes: number;
  /** Of workers; null where the browser does not say what belongs to whom. */
  readonly workerBytes: number | null;
}

interface Breakdown {
  readonly bytes: number;
  readonly attribution: readonly { readonly scope?: string }[];
}

type Measure = () => Promise<{ readonly bytes: number; readonly breakdown: readonly Breakdown[] }>;

/** Null where the browser cannot. It may take seconds: browsers wait for a moment in which they clean up anyway. */
export function memoryMeasure(
  performance: object = globalThis.performance,
): (() => Promise<MeasuredMemory>) | null {
  const { measureUserAgentSpecificMemory } = performance as { measureUserAgentSpecificMemory?: Measure }; // not in the DOM's types
  if (measureUserAgentSpecificMemory === undefined) return null;
  return async () => {
    const { bytes, breakdown } = await measureUserAgentSpecificMemory.call(performance);
    const attributed = breakdown.filter(({ attribution }) => attribution.length > 0);
    const ofWorkers = attributed.filter(({ attribution }) =>
      attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'),
    );
    const sum = ofWorkers.reduce((all, one) => all + one.bytes, 0);
    return { bytes, workerBytes: attributed.length === 0 ? null : sum };
  };
}
