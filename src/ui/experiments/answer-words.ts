/** What an experiment says, in a sentence or two, from its file. It computes no figure: it picks and words them. */
import type { ComparedCell, Drift, ExperimentFile, FlagKind } from '../../domain/experiment';
import { formatFactor, formatFraction, formatRate } from '../format';

export const FLAG_NAMES: Readonly<Record<FlagKind, string>> = {
  drift: 'drift',
  spread: 'spread',
  'too-few': 'too few',
  'tenant-failed': 'failed',
  'tab-hidden': 'tab hidden',
  slept: 'slept',
  'other-tab': 'other tab',
  'software-adapter': 'software GPU',
  'mode-missed': 'other mode',
};

type Name = (tenantId: string) => string;

const NOTHING = 'Too little was measured for an answer.';
const bounds = (low: number, high: number): string => `${low.toFixed(2)}–${high.toFixed(2)}`;
const range = (low: number, high: number): string => (low === high ? `${low}` : `${low}–${high}`);

export function answerWords(file: ExperimentFile, nameOf: Name): string {
  switch (file.kind) {
    case 'matrix':
      return matrixWords(file, nameOf);
    case 'scaling':
      return scalingWords(file);
    case 'ramp':
      return rampWords(file);
    case 'advice':
      return adviceWords(file);
    case 'backends':
      return backendWords(file, nameOf);
    case 'gpu-sharing':
      return file.gpuSharing?.verdicts.map(({ words }) => words).join(' ') || NOTHING;
    default:
      return comparedWords(file);
  }
}

/** The worst of those that are slowed for sure; where none is, the worst, and that it may be chance. */
function matrixWords({ matrix }: ExperimentFile, nameOf: Name): string {
  const pairs = (matrix?.cells ?? [])
    .flatMap((row, slowed) => row.flatMap((cell, by) => (cell === null ? [] : [{ ...cell, slowed, by }])))
    .toSorted((a, b) => b.slowdown - a.slowdown);
  const worst = pairs.find(({ low }) => low > 1) ?? pairs[0];
  if (worst === undefined || matrix === undefined) return NOTHING;
  const { slowdown, low, high, n } = worst;
  const [slowed, by] = [matrix.tenants[worst.slowed] ?? '', matrix.tenants[worst.by] ?? ''];
  const chance = low > 1 ? '' : ' Its interval holds 1: that may be chance. Take more rounds or longer runs.';
  return `The most slowed is ${nameOf(slowed)} beside ${nameOf(by)}: ${formatFactor(slowdown)} (95 % ${bounds(low, high)}, n = ${n}).${chance}`;
}

/** Why there is no knee is said too: "it grows on" and "too few points" are different answers. */
function scalingWords({ points = [], knee }: ExperimentFile): string {
  const best = points.toSorted((a, b) => b.throughputPerSecond - a.throughputPerSecond)[0];
  if (best === undefined) return NOTHING;
  const most = `Highest throughput: ${formatRate(best.throughputPerSecond)} with ${best.copies}.`;
  if (knee !== null && knee !== undefined) {
    const { copies, low, high } = knee;
    return `Throughput stops growing at ${copies} (95 % ${range(low, high)}): more copies only wait longer. ${most}`;
  }
  if (points.length < 4)
    return `No knee: ${points.length === 1 ? '1 point is' : `${points.length} points are`} too few to see one. ${most}`;
  return `No knee was found among ${points.length} points: throughput does not bend clearly. ${most}`;
}

function rampWords({ steps = [], holdsUpTo, plan }: ExperimentFile): string {
  if (steps.length === 0) return NOTHING;
  const { request } = plan;
  const rate = request.kind === 'ramp' ? `${request.ratePerSecond} a second` : 'this rate';
  if (holdsUpTo === null || holdsUpTo === undefined)
    return `Not even one keeps its deadlines at ${rate} here.`;
  const last = steps.toSorted((a, b) => a.tenants - b.tenants).find(({ tenants }) => tenants > holdsUpTo);
  if (last === undefined) return `All ${holdsUpTo} that were tried keep their deadlines at ${rate}.`;
  return `${holdsUpTo} at ${rate} keep their deadlines; with ${last.tenants} only ${formatFraction(last.deadlineHitFraction, 1)} are met.`;
}

/** The fastest backend of each model: models are not compared with one another. */
function backendWords({ compared = [] }: ExperimentFile, nameOf: Name): string {
  const best = new Map<string, { readonly cell: ComparedCell; readonly value: number }>();
  for (const cell of compared) {
    const tenantId = cell.tenants[0]?.id;
    const value = cell.throughputPerSecond?.value;
    if (tenantId === undefined || value === undefined) continue;
    if (value > (best.get(tenantId)?.value ?? 0)) best.set(tenantId, { cell, value });
  }
  if (best.size === 0) return NOTHING;
  const parts = [...best].map(
    ([id, { cell, value }]) => `${nameOf(id)} on ${placeIn(cell)} (${formatRate(value)})`,
  );
  return `Fastest: ${parts.join(', ')}.`;
}

function placeIn({ factors }: ComparedCell): string {
  const { backend = '', threads = 1 } = factors;
  return backend === 'wasm' ? `wasm ×${threads}` : `${backend}`;
}

function comparedWords({ compared = [] }: ExperimentFile): string {
  const known = compared.flatMap((cell) =>
    cell.throughputPerSecond === null ? [] : [{ cell, value: cell.throughputPerSecond.value }],
  );
  const best = known.toSorted((a, b) => b.value - a.value)[0];
  if (best === undefined) return NOTHING;
  return `Highest throughput: ${best.cell.label}, ${formatRate(best.value)}${ratioWords(best.cell, compared)}.`;
}

function ratioWords({ againstFirst }: ComparedCell, [first]: readonly ComparedCell[]): string {
  if (againstFirst === null || first === undefined) return '';
  const { value, low, high } = againstFirst;
  return `, ${formatFactor(value)} of ${first.label} (95 % ${bounds(low, high)})`;
}

function adviceWords({ advice = [] }: ExperimentFile): string {
  if (advice.length === 0) return NOTHING;
  const measured = advice.filter((point) => point.measured !== null);
  const searched = `${advice.length} placements were simulated, ${measured.length} measured here.`;
  const present = measured.find((point) => point.present)?.measured ?? null;
  const better = measured.filter(
    (point) =>
      !point.present &&
      point.measured !== null &&
      present !== null &&
      point.measured.throughputPerSecond > present.throughputPerSecond &&
      point.measured.worstDeadlineHitFraction >= present.worstDeadlineHitFraction,
  );
  const best = better.toSorted(
    (a, b) => (b.measured?.throughputPerSecond ?? 0) - (a.measured?.throughputPerSecond ?? 0),
  )[0];
  if (best?.measured === undefined || best.measured === null || present === null)
    return `${searched} ${present === null ? 'The present one was not measured.' : 'None that was measured beats the present one in throughput and deadlines.'}`;
  const figures = `${formatRate(best.measured.throughputPerSecond)} against ${formatRate(present.throughputPerSecond)} now`;
  return `${searched} Measured better than the present one: ${best.label}, ${figures}.`;
}

/** Whether the machine changed meanwhile, by the A runs. */
export function driftWords({ ratio, flagged }: Drift): string {
  if (ratio === null) return 'Whether the machine changed meanwhile is not known: the A runs are missing.';
  const measured = `the last A run to the first: ${formatFactor(ratio.value)} (95 % ${bounds(ratio.low, ratio.high)})`;
  return flagged ? `The machine changed meanwhile, ${measured}.` : `No drift was seen, ${measured}.`;
}
