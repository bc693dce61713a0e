/** *Your machine* as plain text, for a report of something that went wrong. Pure; it says what the dialog says. */
import type { CompletionTimes, Machine, MachineFinding } from '../../domain/backend';
import { formatMs } from '../format';

const NARROW = /\u202f/g;

/** "0.20 ms, least 0.10 ms of 9". */
export const completionWords = ({ medianMs, minimumMs, n }: CompletionTimes): string =>
  `${formatMs(medianMs)}, least ${formatMs(minimumMs)} of ${n}`;

/** As it was observed: rounding would make a clock finer or coarser than it is. */
export const clockWords = (stepMs: number): string => (stepMs === 0 ? 'none seen' : `${stepMs}\u202fms`);

export function machineReport(machine: Machine, findings: readonly MachineFinding[], app: string): string {
  const { completion } = machine;
  const lines = [
    `Multi-DNN Playground ${app}`,
    `Browser: ${machine.userAgent}`,
    `Cores: ${machine.cores}`,
    `Cross-origin isolation: ${machine.crossOriginIsolated ? 'on' : 'off'}`,
    `Clock resolution: ${clockWords(machine.clockResolutionMs)}`,
    `Automatic backend: ${machine.automaticReason}`,
    ...(completion === undefined
      ? []
      : [
          `WebGPU, empty submission told as done: median ${completionWords(completion.drain)}`,
          `WebGPU, 4 bytes read: median ${completionWords(completion.map)}`,
        ]),
    '',
    ...machine.backends.map(
      ({ backend, available, software, reason, adapter }) =>
        `${backend}: ${available ? 'available' : 'not available'}${software ? ', software' : ''}${told(reason ?? adapter)}`,
    ),
    ...findings.flatMap(({ severity, fact, affects, cause, fix }) => [
      '',
      `[${severity}] ${fact}`,
      `  affects: ${affects}`,
      `  cause: ${cause}`,
      `  fix: ${fix}`,
    ]),
  ];
  return `${lines.join('\n').replace(NARROW, ' ')}\n`;
}

const told = (detail: string | null): string => (detail === null ? '' : ` (${detail})`);
