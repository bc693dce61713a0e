/** How long and how much a plan is, in words; and what was found wrong with a request, by field. It plans nothing. */
import type { ZodError } from 'zod';
import type { ExperimentPlan, ExperimentProgress } from '../../domain/experiment';

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** "about 40 s", "about 1 min 30 s", "about 12 min": to 10 s, from ten minutes on to whole ones. */
export function aboutMs(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 20) return `about ${seconds} s`;
  const tens = Math.round(seconds / 10) * 10;
  if (tens < 60) return `about ${tens} s`;
  const minutes = Math.floor(tens / 60);
  if (minutes >= 10 || tens % 60 === 0) return `about ${Math.round(tens / 60)} min`;
  return `about ${minutes} min ${tens % 60} s`;
}

/** "12 set-ups, 39 runs, about 1 min 30 s". */
export const sizeWords = ({ cells, runs, estimatedMs }: ExperimentPlan): string =>
  `${count(cells.length, 'set-up')}, ${count(runs.length, 'run')}, ${aboutMs(estimatedMs)}`;

/** How the order guards against a machine that changes. */
export function orderWords({ runs, request }: ExperimentPlan): string {
  const controls = runs.filter(({ control }) => control).length;
  const order = `The order is drawn from seed ${request.seed}`;
  if (controls === 0) return `${order}; no set-up is measured anew to see the machine change.`;
  return `${order}. One set-up is measured ${controls} times, first, in between and last (A/B/A): if these differ, the machine changed.`;
}

export const leftWords = ({ remainingMs }: Pick<ExperimentProgress, 'remainingMs'>): string => {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000));
  if (seconds < 100) return `${seconds} s left`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
};

/** What is wrong and where: a path as in messages, "axes[0].values"; null when it concerns the request as a whole. */
export interface Problem {
  readonly path: string | null;
  readonly words: string;
}

/** The first thing that the schema finds wrong. */
export function schemaProblem(error: ZodError): Problem {
  const issue = error.issues[0];
  const parts = issue?.path ?? [];
  const path = parts
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return { path: path === '' ? null : path, words: issue?.message ?? 'The request is not valid.' };
}

/** Which row of a sweep a message is about: it names the axis or its path; null when none. */
export function axisOf({ path, words }: Problem, paths: readonly string[]): number | null {
  const named = /axes\[(\d+)\]/.exec(path ?? words)?.[1];
  if (named !== undefined) return Number(named);
  const index = paths.findIndex((one) => one !== '' && words.includes(one));
  return index === -1 ? null : index;
}
