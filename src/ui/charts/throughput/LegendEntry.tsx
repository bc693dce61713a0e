/** Who is who in the throughput chart, with the value at the pointer or now, and alone. */
import { memo } from 'react';
import { DASH, formatRate } from '../../format';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';

interface EntryProps {
  readonly index: number;
  readonly name: string;
  /** Whole completions in one second. */
  readonly value: number | null;
  readonly alone: number | null;
  /** Another tenant is measured alone. */
  readonly standing: boolean;
}

export const LegendEntry = memo(function LegendEntry({ index, name, value, alone, standing }: EntryProps) {
  return (
    <li className={standing ? 'legend-standing' : undefined}>
      <TenantMark index={index} />
      <span className="legend-name" title={name}>
        {name}
      </span>
      <Hint term="throughput-last-second" className="legend-value">
        {standing ? 'waits' : value === null ? DASH : `${value}/s`}
      </Hint>
      {alone !== null && (
        <Hint term="alone-line" className="legend-alone">
          {formatRate(alone)} alone
        </Hint>
      )}
    </li>
  );
});
