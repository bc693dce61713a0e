/** The run of now as evidence: its figures by the engine, and every request of its window. It measures nothing. */
import type { RunFile } from '../../domain/run-file';
import type { RowTable } from '../../protocol/packed-row';
import { exportRun } from '../run-export';
import type { PlaygroundHandle } from '../store';

export interface RunEvidence {
  readonly document: RunFile;
  readonly recording: RowTable | null;
}

const TRUNCATED =
  'More requests ended in this window than the recording keeps: the figures count all of them, the recording and what is drawn from it hold the newest.';

/** @throws EngineError of the engine: there is no window, or a worker died. */
export async function currentRun(handle: PlaygroundHandle): Promise<RunEvidence> {
  const [document, { table, truncated }] = await Promise.all([
    exportRun(handle),
    handle.engine.call('exportRecording', null),
  ]);
  const recording = table.rows.length === 0 ? null : table;
  if (!truncated) return { document, recording };
  const { provenance } = document;
  const warned = { ...provenance, warnings: [...provenance.warnings, TRUNCATED] };
  return { document: { ...document, provenance: warned }, recording };
}

/** A name to begin with: what ran, and when. */
export function runName({ scenario, provenance }: RunFile): string {
  const at = new Date(provenance.takenAt);
  const when = at.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return `${scenario.name}, ${when}`;
}
