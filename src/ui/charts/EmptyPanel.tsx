/** A chart's panel before anything has run: what will stand there, in outline. */
import type { ReactNode } from 'react';
import { Panel } from '../primitives/Panel';
import { usePlayground } from '../store';
import { EmptyState, type Outline } from './EmptyState';

interface EmptyPanelProps {
  readonly title: string;
  readonly className?: string;
  readonly note?: ReactNode;
  readonly outline: Outline;
  /** What to do, while nothing runs, and what comes next, while models load. */
  readonly idle: string;
  readonly loading: string;
}

export function EmptyPanel({ title, className = '', note, outline, idle, loading }: EmptyPanelProps) {
  const run = usePlayground((state) => state.snapshot?.run.kind ?? 'idle');
  return (
    <Panel title={title} className={className} {...(note === undefined ? {} : { note })}>
      <EmptyState outline={outline}>{run === 'idle' ? idle : loading}</EmptyState>
    </Panel>
  );
}
