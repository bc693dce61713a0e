/** Who is who in the throughput chart: a press hides or shows the tenant; the value at the pointer or now, and alone. */
import { memo } from 'react';
import { DASH, formatRate } from '../../format';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import { spokenRate } from '../../spoken';

interface EntryProps {
  readonly id: string;
  readonly index: number;
  readonly name: string;
  /** Whole completions in one second. */
  readonly value: number | null;
  readonly alone: number | null;
  /** Another tenant is measured alone. */
  readonly standing: boolean;
  readonly shown: boolean;
  readonly onToggle: (tenantId: string) => void;
}

export const LegendEntry = memo(function LegendEntry(props: EntryProps) {
  const { id, index, name, value, alone, standing, shown, onToggle } = props;
  return (
    <li className={standing || !shown ? 'legend-standing' : undefined}>
      <button
        type="button"
        className="legend-name quiet"
        aria-pressed={shown}
        title={`${name}: ${shown ? 'hide' : 'show'} its line`}
        onClick={() => onToggle(id)}
      >
        <TenantMark index={index} />
        <span>{name}</span>
      </button>
      <Hint
        term="throughput-last-second"
        className="legend-value"
        spoken={standing ? 'waits' : `${value ?? 'no'} completions in the last second`}
      >
        {standing ? 'waits' : value === null ? DASH : `${value}/s`}
      </Hint>
      {alone !== null && (
        <Hint term="alone-line" className="legend-alone" spoken={`alone ${spokenRate(alone)}`}>
          {formatRate(alone)} alone
        </Hint>
      )}
    </li>
  );
});
