/** What each export is called, in the order of the menu. */
import type { ExportFormat } from '../../domain/evidence';
import type { Term } from '../glossary';

interface ExportWords {
  readonly format: ExportFormat;
  readonly label: string;
  /** What kind of file. */
  readonly kind: string;
  readonly term: Term;
}

export const RUN_EXPORTS: readonly ExportWords[] = [
  { format: 'json', label: 'Run file', kind: 'JSON', term: 'export-run-file' },
  { format: 'requests', label: 'Requests', kind: 'CSV', term: 'export-requests' },
  { format: 'summary', label: 'Summary', kind: 'CSV', term: 'export-summary' },
  { format: 'trace', label: 'Trace', kind: 'Chrome, Perfetto', term: 'export-trace' },
  { format: 'report', label: 'Report', kind: 'HTML', term: 'export-report' },
];

/** An experiment keeps figures, not requests. */
export const EXPERIMENT_EXPORTS: readonly ExportWords[] = RUN_EXPORTS.flatMap((one) =>
  one.format === 'requests' || one.format === 'trace'
    ? []
    : [one.format === 'json' ? { ...one, label: 'Experiment file' } : one],
);
