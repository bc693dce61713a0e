/**
 * Evidence: a run or an experiment that leaves the tab or comes back, what is kept of it in this browser, how it is drawn,
 * and how two of them compare. Plain data; making, keeping and drawing it is the evidence worker's.
 */
import type { ExperimentFile } from './experiment';
import type { Interval } from './interval';
import type { RunFile } from './run-file';

export type EvidenceDocument = RunFile | ExperimentFile;
export const isExperiment = (document: EvidenceDocument): document is ExperimentFile =>
  'type' in document && document.type === 'experiment';

/** What it can leave as. `requests`: CSV, a row for each request. `summary`: CSV, a row for each tenant or cell. */
export type ExportFormat = 'json' | 'requests' | 'summary' | 'trace' | 'report';

/** One entry of the history. */
export interface KeptEvidence {
  readonly id: string;
  readonly kind: 'run' | 'experiment';
  readonly name: string;
  readonly note: string;
  readonly pinned: boolean;
  /** ms since the epoch: when it was measured, and when it was kept. */
  readonly takenAt: number;
  readonly keptAt: number;
  /** Where it is from: this browser, or the name of the file. */
  readonly origin: string;
  readonly bytes: number;
  /** A line for lists: "4 tenants · WASM · STP 1.71". */
  readonly line: string;
}

export interface HistoryState {
  readonly entries: readonly KeptEvidence[];
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}

/** A drawn figure. */
export interface Plot {
  /** `matrix`, `scaling`, `latency`, … unique within the document. */
  readonly id: string;
  readonly title: string;
  /** What it shows, n, interval, machine, how it was taken; stands under it wherever it goes. */
  readonly caption: string;
  readonly svg: string;
  /** The same with title and caption drawn in: what leaves as a file of its own. */
  readonly captionedSvg: string;
  readonly width: number;
  readonly height: number;
  /** Height of `captionedSvg`; it is as wide. */
  readonly captionedHeight: number;
  /** The same figures as a table. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}
export type PlotTheme = 'light' | 'dark';

/** A field of the provenance in which the compared ones differ. */
export interface ProvenanceDifference {
  readonly field: string;
  /** One for each document, in order. */
  readonly values: readonly string[];
  /** `grave`: figures cannot be compared without thinking of it (machine, backend, model); `slight`: commit, viewport. */
  readonly severity: 'grave' | 'slight';
}

export interface ComparedFigure {
  /** Null for a figure of the whole run. */
  readonly tenantId: string | null;
  /** "throughput", "mean latency", … */
  readonly figure: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
  /** Of each to the first, with its interval; null for the first and without samples. */
  readonly ratios: readonly (Interval | null)[];
  /** Whether more is better. */
  readonly better: 'higher' | 'lower';
}

export interface Comparison {
  readonly names: readonly string[];
  readonly differences: readonly ProvenanceDifference[];
  readonly figures: readonly ComparedFigure[];
  /** How the ratios were made, in a sentence. */
  readonly method: string;
}
