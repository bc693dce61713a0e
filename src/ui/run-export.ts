/** The run file of the measurement window, with the page's own cost and what the page knows that limits it. */
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
