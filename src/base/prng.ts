/** Seeded pseudo-random numbers: the only randomness that the engine, the workloads and the tests may use. */

/** A stream of reproducible numbers. */
export interface Prng {
  /** Uniform in [0, 1). */
  next(): number;
}

/**
 * mulberry32 (Tommy Ettinger's generator, 32-bit state): period 2^32, fast, good enough for workloads and inputs.
 * @param seed any integer; equal seeds give equal streams.
 */
export function createPrng(seed: number): Prng {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
  };
}

/** A seed for a sub-stream, so that two tenants of one scenario do not draw the same numbers. FNV-1a over `label`. */
export function deriveSeed(seed: number, label: string): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let i = 0; i < label.length; i += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
