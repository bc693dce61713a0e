/** How a tenant runs on WebGPU, in words: for its card, its settings and what a change says. Pure. */
import type { Backend } from '../../domain/backend';
import { GPU_MODES, type GpuMode, type ModeReport, type RunningMode } from '../../domain/gpu';
import type { Distribution } from '../../domain/run-file';
import { formatMs } from '../format';
import type { Term } from '../glossary';

const MODE_NAMES: Readonly<Record<GpuMode, string>> = {
  auto: 'Automatic',
  eager: 'Eager',
  recorded: 'Recorded',
  segmented: 'Recorded, in segments',
};

export const MODE_CHOICES = GPU_MODES.map((value) => ({ value, label: MODE_NAMES[value] }));

/** "recorded, in segments": within a sentence. */
export const modeName = (mode: GpuMode): string => MODE_NAMES[mode].toLowerCase();

interface ModeChipWords {
  readonly term: Term;
  readonly words: string;
  /** Where there is no room for them. */
  readonly short?: string;
}

export const MODE_CHIPS: Readonly<Record<RunningMode, ModeChipWords>> = {
  eager: { term: 'mode-eager', words: 'eager' },
  recorded: { term: 'mode-recorded', words: 'recorded' },
  segmented: { term: 'mode-segmented', words: 'recorded in segments', short: 'segmented' },
};

/** "issue 0.10 ms": the median, or the mean while there are too few for one; null before the first request. */
export const issueWords = ({ n, p50, mean }: Pick<Distribution, 'n' | 'p50' | 'mean'>): string | null =>
  n === 0 ? null : `issue\u00a0${formatMs(p50 ?? mean)}`;

/**
 * The sentence that a card has to say: why a tenant does not run as it could, or as somebody asked. Null when there is
 * nothing to say, and while it is not known yet whether it can be recorded.
 */
export function unmetReason({ asked, running, recordable, reason }: ModeReport): string | null {
  if (asked === 'eager' || recordable === null) return null;
  const met = recordable && (asked === 'auto' ? running !== 'eager' : asked === running);
  return met ? null : reason;
}

/** What becomes of a mode that somebody chose, where its executor has another backend; null where that changes nothing. */
export function unheededWords(
  mode: GpuMode | undefined,
  executorId: string,
  backend: Backend | null,
): string | null {
  if (mode === undefined || mode === 'auto' || backend === null || backend === 'webgpu') return null;
  return `Only WebGPU heeds the mode “${modeName(mode)}”: ${executorId} runs on ${backend}.`;
}
