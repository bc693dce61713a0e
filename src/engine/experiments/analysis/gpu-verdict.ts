/**
 * What ways to share a GPU come to, in words: which is best here, or that none has a benefit. A benefit is claimed of an interval
 * that lies above 1 alone. It computes no figure.
 */
import type { GpuArm, GpuVerdict } from '../../../domain/experiment';
import type { Interval } from '../../../domain/interval';

const SOFTWARE = 'Measured on a software adapter: it says nothing about a GPU.';

/** @param software whether any run was on a software adapter. */
export function gpuVerdicts(arms: readonly GpuArm[], software: boolean): readonly GpuVerdict[] {
  const counts = [...new Set(arms.map(({ tenants }) => tenants))].sort((a, b) => a - b);
  return counts.map((tenants) => {
    const verdict = verdictOf(arms.filter((arm) => arm.tenants === tenants));
    const words = [verdict.words, ...(software ? [SOFTWARE] : [])].join(' ');
    return { tenants, ...verdict, words };
  });
}

type Judged = Omit<GpuVerdict, 'tenants'>;
type Compared = GpuArm & { readonly againstEager: Interval };

const rateOf = ({ throughputPerSecond }: GpuArm): number => throughputPerSecond?.value ?? 0;
const fastest = <A extends GpuArm>(arms: readonly A[]): A | undefined =>
  arms.toSorted((a, b) => rateOf(b) - rateOf(a))[0];

function verdictOf(arms: readonly GpuArm[]): Judged {
  const compared = arms.filter((arm): arm is Compared => arm.againstEager !== null);
  const eager = arms.find(({ arm }) => arm === 'eager');
  const first = fastest(compared);
  if (first === undefined || eager === undefined) return unknown(arms);
  const best = fastest(compared.filter(({ againstEager }) => againstEager.low > 1));
  const words =
    best === undefined
      ? noBenefitWords(first)
      : `Best here: ${best.label}, ${times(best.againstEager)} the throughput of eager. ${issueWords(best, eager)}`;
  return {
    outcome: best === undefined ? 'none' : 'benefit',
    bestCellId: (best ?? eager).cellId,
    words: [words.trim(), ...sharingWords(arms), ...missedWords(arms)].join(' '),
  };
}

function unknown(arms: readonly GpuArm[]): Judged {
  const of = arms[0]?.tenants ?? 0;
  const words = [`With ${of === 1 ? '1 model' : `${of} models`} too little was measured for an answer.`];
  return { outcome: 'unknown', bestCellId: null, words: [...words, ...missedWords(arms)].join(' ') };
}

function noBenefitWords({ label, againstEager }: Compared): string {
  const rest =
    againstEager.high < 1
      ? 'and eager is faster for sure.'
      : 'and the interval holds 1. More rounds or longer runs may tell more.';
  return `No benefit here: the best besides eager is ${label}, ${times(againstEager)} the throughput of eager, ${rest}`;
}

function issueWords({ issueMs }: GpuArm, eager: GpuArm): string {
  if (issueMs === null || eager.issueMs === null) return '';
  return `Issuing an inference takes ${ms(issueMs)} of CPU time, eager ${ms(eager.issueMs)}.`;
}

/** Interleaving, and a device each, against the same recordings run whole on one device. */
const sharingWords = (arms: readonly GpuArm[]): readonly string[] =>
  arms.flatMap(({ label, againstRecorded: ratio }) => {
    if (ratio === null) return [];
    const found = ratio.low > 1 ? 'more than' : ratio.high < 1 ? 'less than' : 'no benefit over';
    return [`${capital(label)}: ${found} recorded on one device (${times(ratio)}).`];
  });

const missedWords = (arms: readonly GpuArm[]): readonly string[] =>
  arms.flatMap(({ label, missed }) =>
    missed.map(
      ({ tenantId, running, reason }) => `In “${label}” ${tenantId} ran ${running ?? 'elsewhere'}: ${reason}`,
    ),
  );

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const ms = (value: number): string => `${value.toFixed(value < 1 ? 3 : 2)} ms`;
const times = ({ value, low, high, n }: Interval): string =>
  `${value.toFixed(2)}× (95 % ${low.toFixed(2)}–${high.toFixed(2)}, n = ${n})`;
