/** What a chart shows before it has anything to show: its own outline, and a sentence that says what to do. */
import type { ReactNode } from 'react';
import './charts.css';

const OUTLINES = {
  lines: 'M4 40 L20 36 36 38 52 30 68 33 84 26 M4 20 L20 22 36 14 52 17 68 12 84 15',
  bars: 'M4 8H50M54 8H74M4 24H34M38 24H84M4 40H22M26 40H58',
  slowdown: 'M4 8H74M4 24H46M4 40H60M34 2V46',
  lanes: 'M4 10H24M28 10H36M40 10H62M66 10H84M4 24H16M30 24H46M58 24H72M4 38H44M48 38H84',
} as const;

export type Outline = keyof typeof OUTLINES;

interface EmptyStateProps {
  readonly outline: Outline;
  readonly children: ReactNode;
}

export function EmptyState({ outline, children }: EmptyStateProps) {
  return (
    <div className="chart-empty">
      <svg viewBox="0 0 88 48" aria-hidden="true" className={`chart-outline outline-${outline}`}>
        <path d={OUTLINES[outline]} />
      </svg>
      <p>{children}</p>
    </div>
  );
}
