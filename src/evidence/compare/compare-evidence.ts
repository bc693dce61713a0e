/**
 * Two or more runs, or experiments of one kind, side by side: differences of provenance first, then figures and how many times
 * the first each of the others is. It takes samples as they are and leaves none out.
 */
import { deriveSeed } from '../../base/prng';
import { EngineError } from '../../domain/errors';
import { type ComparedFigure, type Comparison, isExperiment } from '../../domain/evidence';
import type { Interval } from '../../domain/interval';
import type { Evidence } from '../../protocol/evidence-contract';
import { meanEstimate } from '../../statistics/blocks';
import { ratioOf } from '../../statistics/interval-of-rounds';
import type { RoundEstimate } from '../../statistics/round-estimate';
import { type ComparedDocument, comparedDocument, setUpLabels, type TenantFigures } from './compared-samples';
import { provenanceDifferences } from './provenance-differences';

const METHOD =
  'Ratios are to the first, with 95 % intervals: each round by a circular block bootstrap, rounds together by Student’s t on a logarithmic scale. Throughput goes by the gaps between completions. All samples count, outliers too. A run is one round: the interval of a run against a run covers only what varies within a run, not what differs from one run to the next. Without samples (a run without its recording) there is no ratio.';

interface FigureRule {
  readonly figure: string;
  readonly unit: string;
  readonly better: ComparedFigure['better'];
  readonly read: (figures: TenantFigures) => number | null;
  /** Samples whose mean is in proportion to the figure (`latenciesMs`) or to its inverse (`gapsMs`); null: no ratio. */
  readonly samples: 'latenciesMs' | 'gapsMs' | null;
}

const RULES: readonly FigureRule[] = [
  {
    figure: 'throughput',
    unit: '1/s',
    better: 'higher',
    read: (one) => one.throughputPerSecond,
    samples: 'gapsMs',
  },
  {
    figure: 'mean latency',
    unit: 'ms',
    better: 'lower',
    read: (one) => one.latencyMs,
    samples: 'latenciesMs',
  },
  { figure: 'p95 of latency', unit: 'ms', better: 'lower', read: (one) => one.p95Ms, samples: null },
  { figure: 'mean service time', unit: 'ms', better: 'lower', read: (one) => one.serviceMs, samples: null },
  { figure: 'slowdown', unit: '×', better: 'lower', read: (one) => one.slowdown, samples: null },
  {
    figure: 'deadlines met',
    unit: 'fraction',
    better: 'higher',
    read: (one) => one.deadlineHitFraction,
    samples: null,
  },
];

/** @throws EngineError `evidence-unfit`: they cannot stand side by side. */
export function compareEvidence(evidence: readonly Evidence[], names: readonly string[]): Comparison {
  assertComparable(evidence);
  const documents = evidence.map(({ document }) => document);
  return {
    names,
    differences: provenanceDifferences(documents),
    figures: [...totalFigures(evidence), ...tenantFigures(evidence)],
    method: METHOD,
  };
}

function assertComparable(evidence: readonly Evidence[]): void {
  const unfit = (why: string) => new EngineError('evidence-unfit', why);
  if (evidence.length < 2)
    throw unfit('A comparison needs two or more runs, or experiments of one kind. Choose another one.');
  const kinds = new Set(evidence.map(({ document }) => (isExperiment(document) ? document.kind : 'run')));
  if (kinds.size === 1) return;
  throw unfit(
    `Runs compare with runs, and experiments with those of the same kind; these are: ${[...kinds].join(', ')}. Choose those of one kind.`,
  );
}

function totalFigures(evidence: readonly Evidence[]): readonly ComparedFigure[] {
  const totals = evidence.flatMap(({ document }) => (isExperiment(document) ? [] : [document.totals]));
  if (totals.length < evidence.length) return [];
  const figure = (
    name: string,
    unit: string,
    better: ComparedFigure['better'],
    values: readonly (number | null)[],
  ) => ({
    tenantId: null,
    figure: name,
    unit,
    values,
    ratios: values.map(() => null),
    better,
  });
  return [
    figure(
      'throughput',
      '1/s',
      'higher',
      totals.map(({ throughputPerSecond }) => throughputPerSecond),
    ),
    figure(
      'STP',
      '',
      'higher',
      totals.map(({ stp }) => stp),
    ),
    figure(
      'ANTT',
      '',
      'lower',
      totals.map(({ antt }) => antt),
    ),
    figure(
      'Jain fairness',
      '',
      'higher',
      totals.map(({ jainFairness }) => jainFairness),
    ),
  ].filter(({ values }) => values.some((value) => value !== null));
}

function tenantFigures(evidence: readonly Evidence[]): readonly ComparedFigure[] {
  const compared = evidence.map(comparedDocument);
  const labels = new Map(evidence.flatMap(({ document }) => [...setUpLabels(document)]));
  const setUps = new Set(compared.flatMap((one) => [...one.keys()]));
  return [...setUps].flatMap((setUp) => {
    const tenants = new Set(compared.flatMap((one) => [...(one.get(setUp)?.keys() ?? [])]));
    const prefix = setUp === '' ? '' : `${labels.get(setUp) ?? setUp}: `;
    return [...tenants].flatMap((tenantId) => {
      const sides = compared.map((one: ComparedDocument) => one.get(setUp)?.get(tenantId) ?? null);
      return RULES.flatMap((rule) => comparedBy(rule, sides, tenantId, prefix));
    });
  });
}

function comparedBy(
  rule: FigureRule,
  sides: readonly (TenantFigures | null)[],
  tenantId: string,
  prefix: string,
): readonly ComparedFigure[] {
  const values = sides.map((side) => (side === null ? null : rule.read(side)));
  if (values.every((value) => value === null)) return [];
  const estimates = sides.map((side, index) => estimatesOf(side, rule, `${index} ${tenantId} ${prefix}`));
  const ratios = estimates.map((own, index) => (index === 0 ? null : ratioTo(estimates[0] ?? [], own, rule)));
  const { unit, better } = rule;
  return [{ tenantId, figure: `${prefix}${rule.figure}`, unit, values, ratios, better }];
}

function estimatesOf(
  side: TenantFigures | null,
  { samples }: FigureRule,
  label: string,
): readonly RoundEstimate[] {
  if (side === null || samples === null) return [];
  return side.rounds.flatMap((round, index) => {
    const name = `${label} ${index}`;
    // Rounds of different documents were not measured in turn: numbers of their own, so that none is paired.
    const own = meanEstimate(round[samples], deriveSeed(0, name), deriveSeed(1, name));
    return own === null ? [] : [own];
  });
}

function ratioTo(
  first: readonly RoundEstimate[],
  own: readonly RoundEstimate[],
  rule: FigureRule,
): Interval | null {
  if (first.length === 0 || own.length === 0) return null;
  return rule.samples === 'gapsMs' ? ratioOf(first, own) : ratioOf(own, first);
}
