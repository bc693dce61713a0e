/** The run file of the measurement window, with the page's own cost added; and its way to the person's disk. */
import type { RunFile } from '../domain/run-file';
import type { PlaygroundHandle, PlaygroundState } from './store';

type Known = Pick<PlaygroundState, 'snapshot' | 'otherTabRuns' | 'otherTabRanAt'>;

/** What the page knows that limits what the figures of this run mean. */
export function exportWarnings({ snapshot, otherTabRuns, otherTabRanAt }: Known): readonly string[] {
  const startedAt = snapshot?.run.kind === 'running' ? snapshot.run.startedAt : Number.NEGATIVE_INFINITY;
  const beside = otherTabRuns || (otherTabRanAt !== null && otherTabRanAt >= startedAt);
  return beside
    ? [
        'Another tab of the playground ran models during this run: it took part of the machine, and these figures show that.',
      ]
    : [];
}

export function exportRun({ engine, frameMeter, store }: PlaygroundHandle): Promise<RunFile> {
  const viewport = { width: innerWidth, height: innerHeight, devicePixelRatio };
  const warnings = exportWarnings(store.getState());
  return engine.call('exportRun', { ui: frameMeter.cost(), viewport, warnings });
}

/** Offers `file` as a download named after the scenario and the instant. */
export function downloadRun(file: RunFile): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  const name = file.scenario.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  link.download = `${name}-${file.provenance.takenAt.replace(/[:.]/g, '-')}.run.json`;
  link.href = url;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the download has begun by then
}
