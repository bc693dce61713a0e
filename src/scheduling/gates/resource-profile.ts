/** What a model mostly waits for, arithmetic or memory, by its arithmetic intensity. It knows two figures of a model. */
import type { ResourceProfile } from '../gate';

/**
 * Multiply-accumulates for each byte of weights above which arithmetic is the limit. By the roofline model (Williams,
 * Waterman and Patterson 2009) that is where a device's peak meets its memory: about 20 a byte on laptops' GPUs (1 T/s at
 * 50 GB/s). Weights alone are counted; activations are taken to be as many bytes again, hence twice that. A rough class: it
 * is not measured here, and a cache that holds the weights makes more of the models wait for arithmetic.
 */
const RIDGE_PER_BYTE = 40;
const BYTES_PER_PARAMETER = 4;

interface Work {
  readonly parameters: number;
  /** Multiply-accumulates of one inference, in millions; absent when unknown, as for custom models. */
  readonly megaMacs?: number | undefined;
}

/** `unknown` for a model that is not known, or whose multiply-accumulates nobody counted. */
export function resourceProfileOf(model: Work | undefined): ResourceProfile {
  const { megaMacs, parameters } = model ?? { parameters: 0 };
  if (megaMacs === undefined || megaMacs <= 0 || parameters <= 0) return 'unknown';
  return (megaMacs * 1e6) / (parameters * BYTES_PER_PARAMETER) >= RIDGE_PER_BYTE ? 'compute' : 'memory';
}
