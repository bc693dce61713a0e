/** A request's life as a strip from arrival to completion, with its deadline: waiting, segments, gaps, reading. */

import type { RowWithSegments } from '../../past-rows';
import { tenantColour } from '../../theme/tenant-mark';
import { partsOf } from './request-instants';

interface LifeStripProps {
  readonly row: RowWithSegments;
  /** Position of the tenant; −1 when it is gone. */
  readonly index: number;
}

export function LifeStrip({ row, index }: LifeStripProps) {
  const parts = partsOf(row);
  const lastMs = parts.at(-1)?.toMs ?? 0;
  const deadlineMs = row.deadlineAt - row.arrivedAt;
  // A far deadline would leave nothing of the life to be seen.
  const shown = Number.isNaN(deadlineMs) || deadlineMs > 3 * lastMs ? lastMs : Math.max(lastMs, deadlineMs);
  if (shown <= 0) return null;
  const percent = (ms: number) => `${((ms / shown) * 100).toFixed(2)}%`;
  // React sets custom properties too; its type does not list them.
  const colour = { '--tenant': index < 0 ? 'var(--dim)' : tenantColour(index) } as React.CSSProperties;
  return (
    <div className="life-strip" style={colour} aria-hidden="true">
      {parts.map(({ kind, fromMs, toMs }) => (
        <span
          key={`${kind} ${fromMs}`}
          className={`life-${kind}`}
          style={{ left: percent(fromMs), width: percent(toMs - fromMs) }}
        />
      ))}
      {deadlineMs <= shown && <b style={{ left: percent(deadlineMs) }} />}
    </div>
  );
}
