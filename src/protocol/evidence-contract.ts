/**
 * What the evidence worker answers: files made and read, plots drawn, the history kept, documents compared. It measures
 * nothing. Recordings travel as row tables; ownership of their buffers moves with them.
 */
import type {
  Comparison,
  EvidenceDocument,
  ExportFormat,
  HistoryState,
  KeptEvidence,
  Plot,
  PlotTheme,
} from '../domain/evidence';
import type { RowTable } from './packed-row';

/** A document and, of a run, every request of its window (null when none were recorded). */
export interface Evidence {
  readonly document: EvidenceDocument;
  readonly recording: RowTable | null;
  /** Whether more requests ended than are recorded; false when absent. */
  readonly truncated?: boolean;
}

export type EvidenceContract = {
  /** @throws EngineError `evidence-unfit` when the document has nothing of that format (an experiment has no requests). */
  write(argument: Evidence & { readonly format: ExportFormat }): {
    readonly blob: Blob;
    readonly fileName: string;
  };
  /**
   * Reads what was exported as JSON; plain JSON or gzip.
   * @throws EngineError `evidence-foreign` | `evidence-malformed` | `evidence-too-new` | `evidence-too-large`: which field.
   */
  read(argument: { readonly blob: Blob; readonly fileName: string }): Evidence;
  /** Every plot that the document has. */
  draw(argument: {
    readonly document: EvidenceDocument;
    readonly theme: PlotTheme;
    /** Of a run: adds what needs every request (throughput over time). */
    readonly recording?: RowTable | null;
    /** Of the place that they stand in, CSS px; 720 when absent. */
    readonly width?: number;
  }): readonly Plot[];
  compare(argument: {
    readonly evidence: readonly Evidence[];
    readonly names: readonly string[];
  }): Comparison;
  history(argument: null): HistoryState;
  /** @throws EngineError `storage-full` | `storage-blocked`: nothing else was changed. */
  keep(argument: Evidence & { readonly name: string; readonly origin: string }): KeptEvidence;
  /** @throws EngineError `storage-cleared` when it is gone. */
  open(argument: { readonly id: string }): Evidence;
  change(argument: {
    readonly id: string;
    readonly change: { readonly name?: string; readonly note?: string; readonly pinned?: boolean };
  }): KeptEvidence;
  /** Gone from the list; it comes back by `restore` until the worker ends, and then it is erased. */
  remove(argument: { readonly id: string }): void;
  restore(argument: { readonly id: string }): KeptEvidence;
};
