/** What a tenant's settings say of its recording and of the time an inference takes to issue and on the GPU. Pure. */
import type { RecordingFacts } from '../../domain/gpu';
import type { Distribution } from '../../domain/run-file';
import type { TenantGpu } from '../../domain/snapshot';
import { DASH, formatBytes, formatCount, formatFraction, formatMs } from '../format';
import type { Fact } from '../primitives/FactList';

/** "114 dispatches, 21 pipelines": the recording in a line. */
export const recordingLine = ({ dispatches, pipelines }: RecordingFacts): string =>
  `${formatCount(dispatches)} dispatches, ${formatCount(pipelines)} pipelines`;

/** 1 − intermediates / what they would take if none took the place of another; null where there are none. */
export const aliasedFraction = ({ intermediateBytes, unaliasedBytes }: RecordingFacts): number | null =>
  unaliasedBytes > 0 ? 1 - intermediateBytes / unaliasedBytes : null;

export function recordingFacts(facts: RecordingFacts): readonly Fact[] {
  return [
    ['dispatch', 'Dispatches', formatCount(facts.dispatches)],
    ['recorded-copies', 'Copies among them', formatCount(facts.copies)],
    ['gpu-pipeline', 'Pipelines', formatCount(facts.pipelines)],
    ['recorded-weights', 'Weights', formatBytes(facts.weightBytes)],
    ['recorded-intermediates', 'Intermediates', formatBytes(facts.intermediateBytes)],
    ['aliasing', 'Saved by aliasing', formatFraction(aliasedFraction(facts))],
    ['recorded-uniforms', 'Uniforms', formatBytes(facts.uniformBytes)],
    ['recorded-constants', 'Constants', formatBytes(facts.constantBytes)],
    ['capture-time', 'Captured in', formatMs(facts.captureMs)],
    ['verify-time', 'Verified in', formatMs(facts.verifyMs)],
  ];
}

/** "p50 0.10 ms · p95 0.14 ms · n 512"; the mean, and said so, while there are too few for a median. */
export function spreadWords({ n, mean, p50, p95 }: Distribution): string {
  if (n === 0) return DASH;
  const middle = p50 === null ? `mean\u00a0${formatMs(mean)}` : `p50\u00a0${formatMs(p50)}`;
  const high = p95 === null ? [] : [`p95\u00a0${formatMs(p95)}`];
  return [middle, ...high, `n\u00a0${formatCount(n)}`].join(' · ');
}

/** @param timed whether the executor times its GPU. */
export function gpuTimeWords({ gpuMs, gpuInvalid }: TenantGpu, timed: boolean): string {
  const invalid = gpuInvalid === 0 ? '' : ` · ${formatCount(gpuInvalid)}\u00a0invalid`;
  if (gpuMs !== null) return `${spreadWords(gpuMs)}${invalid}`;
  if (gpuInvalid > 0) return `none valid${invalid}`;
  return timed ? 'none yet' : 'not timed';
}
