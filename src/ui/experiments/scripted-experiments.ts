/** Experiments and files for scripts: the same calls as the panel's, with texts in place of downloads. Nothing is kept. */
import { EngineError } from '../../domain/errors';
import { type EvidenceDocument, type ExportFormat, isExperiment } from '../../domain/evidence';
import {
  type ExperimentFile,
  type ExperimentPlan,
  type ExperimentRequest,
  experimentRequestSchema,
} from '../../domain/experiment';
import { COLUMN, ROW_LENGTH, type RowTable } from '../../protocol/packed-row';
import { copiedEvidence } from '../evidence/copied-evidence';
import type { PlaygroundHandle } from '../store';
import type { ExperimentDraft } from './experiment-desk';
import { schemaProblem } from './plan-words';
import { runExperiment } from './run-experiment';

/** @throws EngineError `experiment-invalid`: which field, why. */
function readRequest(request: ExperimentDraft): ExperimentRequest {
  const parsed = experimentRequestSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  const { path, words } = schemaProblem(parsed.error);
  throw new EngineError('experiment-invalid', `The experiment is not valid. ${path ?? 'request'}: ${words}.`);
}

export const planned = async (handle: PlaygroundHandle, request: ExperimentDraft): Promise<ExperimentPlan> =>
  handle.engine.call('planExperiment', readRequest(request));

export async function measured(
  handle: PlaygroundHandle,
  request: ExperimentDraft,
  resume: ExperimentFile | null = null,
): Promise<ExperimentFile> {
  const plan = resume?.plan ?? (await planned(handle, request));
  return runExperiment(handle, plan, resume);
}

/** @throws EngineError `evidence-unfit`. */
export async function written(
  handle: PlaygroundHandle,
  document: EvidenceDocument,
  format: ExportFormat,
): Promise<string> {
  const recording = isExperiment(document) ? null : await windowOf(handle, document.provenance.takenAt);
  const { evidence, transfer } = copiedEvidence({ document, recording });
  const { blob } = await handle.evidence.call('write', { ...evidence, format }, transfer);
  return blob.text();
}

/** Requests that had ended when the run file was taken: the window may have gone on since. */
async function windowOf(handle: PlaygroundHandle, takenAt: string): Promise<RowTable | null> {
  const { table } = await handle.engine.call('exportRecording', null);
  const recording = rowsUntil(table, Date.parse(takenAt) + 1);
  return recording.rows.length === 0 ? null : recording;
}

/** The rows that ended before `endAt`, ms since the epoch, with their segments. */
export function rowsUntil(table: RowTable, endAt: number): RowTable {
  const { rows, segmentsAt } = table;
  const kept: number[] = [];
  const keptSegments: number[] = [];
  let segment = 0;
  for (let start = 0; start < rows.length; start += ROW_LENGTH) {
    const segments = rows[start + COLUMN.segments] ?? 0;
    const instants = segments > 1 ? 2 * segments : 0;
    if ((rows[start + COLUMN.endedAt] ?? Number.POSITIVE_INFINITY) <= endAt) {
      kept.push(start);
      for (let at = segment; at < segment + instants; at += 1)
        keptSegments.push(segmentsAt[at] ?? Number.NaN);
    }
    segment += instants;
  }
  if (kept.length * ROW_LENGTH === rows.length) return table;
  const next = new Float64Array(kept.length * ROW_LENGTH);
  kept.forEach((start, index) => {
    next.set(rows.subarray(start, start + ROW_LENGTH), index * ROW_LENGTH);
  });
  return { ...table, rows: next, segmentsAt: Float64Array.from(keptSegments) };
}
