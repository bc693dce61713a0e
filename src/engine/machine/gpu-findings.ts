/** What WebGPU can and cannot tell here of the work that it did. */
import type { CompletionTimes, MachineFinding } from '../../domain/backend';
import type { Observed } from './findings';

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

const times = ({ medianMs, minimumMs, n }: CompletionTimes): string =>
  `median ${ms(medianMs)}, least ${ms(minimumMs)} of ${n}`;

export function gpuFindings({
  timestamps,
  completion,
  lateMs,
}: Pick<Observed, 'timestamps' | 'completion' | 'lateMs'>): MachineFinding[] {
  const findings: MachineFinding[] = [];
  if (completion === 'silent')
    findings.push({
      severity: 'warning',
      fact: 'WebGPU does not tell when its work is done',
      affects: 'executors on webgpu may not start or not answer; webgpu is not chosen automatically',
      cause: 'an empty submission was not answered within a second, or no device could be had',
      fix: 'update the graphics driver or the browser, or choose webgl or wasm',
    });
  else if (completion !== null && lateMs !== null)
    findings.push({
      severity: 'warning',
      fact: `WebGPU tells that work is done ${ms(lateMs)} late or later`,
      affects: `service times, latencies and throughput on webgpu: each inference waits at least that long, whatever the GPU did; webgpu is not chosen automatically${timestamps === true ? '; GPU times are not affected' : ''}`,
      cause: `this browser looks for finished work on a timer of its own: an empty submission took ${times(completion.drain)}, reading 4 bytes ${times(completion.map)}`,
      fix: 'choose webgl or wasm for executors here, or measure WebGPU in a browser that tells at once; more submits under way hide a part of it',
    });
  if (timestamps === false)
    findings.push({
      severity: 'info',
      fact: 'WebGPU tells no GPU times',
      affects:
        'the table of kernels and the GPU time of a request are missing; service times are as good as elsewhere',
      cause: 'the adapter has no feature `timestamp-query`, or the browser withholds it',
      fix: 'use a browser and driver that offer it; some ask for a developer switch',
    });
  return findings;
}
