/** What memory came back, before and after, in a sentence or two. */
import type { ReleaseReport } from '../domain/snapshot';
import { formatBytes } from './format';

const held = ({ inUse, reserved }: ReleaseReport['before']): string =>
  `${inUse === null ? 'an unknown number of bytes' : formatBytes(inUse)} in tensors and ${
    reserved === null ? 'an unknown reserve' : `${formatBytes(reserved)} reserved`
  }`;

function tensorWords(before: number | null, after: number | null): string {
  if (before === null || after === null) return 'Its backend does not tell how many bytes came back';
  const change = `${formatBytes(before)} before, ${formatBytes(after)} after`;
  return before > after
    ? `${formatBytes(before - after)} of tensors came back (${change})`
    : `No tensors came back (${change})`;
}

function reserveWords(executorId: string, before: number | null, after: number | null): string {
  if (before === null || after === null) return '';
  const now = `; ${executorId} reserves ${formatBytes(after)}`;
  return before === after ? `${now} as before` : `${now}, before ${formatBytes(before)}`;
}

/** Null when nothing was loaded: then there is nothing to tell. */
export function releaseWords(report: ReleaseReport | null): string {
  if (report === null) return '';
  const { executorId, before, after } = report;
  if (after === null) return `${executorId} ended: ${held(before)} before, nothing after.`;
  return `${tensorWords(before.inUse, after.inUse)}${reserveWords(executorId, before.reserved, after.reserved)}.`;
}
