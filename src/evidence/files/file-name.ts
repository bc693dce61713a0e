/** What a file of a document is called: its scenario or kind, the instant, and what is in it. */
import { type EvidenceDocument, type ExportFormat, isExperiment } from '../../domain/evidence';

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  json: 'json',
  requests: 'requests.csv',
  summary: 'summary.csv',
  trace: 'trace.json',
  report: 'report.html',
};

export function fileNameOf(document: EvidenceDocument, format: ExportFormat): string {
  const experiment = isExperiment(document);
  const name = slug(experiment ? document.kind : document.scenario.name) || 'run';
  const at = document.provenance.takenAt.replace(/[^0-9A-Za-z-]/g, '-');
  return `${name}-${at}.${experiment ? 'experiment' : 'run'}.${ENDINGS[format]}`;
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
