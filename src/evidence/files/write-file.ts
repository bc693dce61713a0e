/** A document as a file of the format asked for, or why it has nothing of that format. */

import { EngineError } from '../../domain/errors';
import { type ExportFormat, isExperiment } from '../../domain/evidence';
import type { RunFile } from '../../domain/run-file';
import type { Evidence } from '../../protocol/evidence-contract';
import type { RowTable } from '../../protocol/packed-row';
import { reportHtml } from '../report/report-html';
import { traceJson } from '../trace/trace-json';
import { fileNameOf } from './file-name';
import { requestsCsv } from './requests-csv';
import { summaryCsv } from './summary-csv';
import { writeJson } from './write-json';

/** @throws EngineError `evidence-unfit`. */
export async function writeFile(
  evidence: Evidence,
  format: ExportFormat,
): Promise<{ readonly blob: Blob; readonly fileName: string }> {
  return { blob: await blobOf(evidence, format), fileName: fileNameOf(evidence.document, format) };
}

async function blobOf(evidence: Evidence, format: ExportFormat): Promise<Blob> {
  const { document, recording } = evidence;
  if (format === 'json') return writeJson(evidence);
  if (format === 'summary') return summaryCsv(document);
  if (format === 'report') return reportHtml(document, recording);
  const [run, table] = recorded(evidence, format);
  return format === 'requests' ? requestsCsv(run, table) : traceJson(run, table, evidence.truncated === true);
}

function recorded(
  { document, recording }: Evidence,
  format: 'requests' | 'trace',
): readonly [RunFile, RowTable] {
  const what = format === 'trace' ? 'A trace' : 'A table of requests';
  if (isExperiment(document)) {
    throw new EngineError(
      'evidence-unfit',
      `${what} is made of single requests, and an experiment keeps figures of each of its runs. Export the summary, or measure its set-up as a run.`,
    );
  }
  if (recording === null) {
    throw new EngineError(
      'evidence-unfit',
      `${what} is made of single requests, and this run has none: it was exported by an earlier version, or its recording was taken out. Export the summary, or run it again.`,
    );
  }
  return [document, recording];
}
