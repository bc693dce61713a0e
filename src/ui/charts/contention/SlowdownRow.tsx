/** One tenant's slowdown as a bar from 0: what lies right of the line at 1 is what the neighbours cost. */
import { type CSSProperties, memo } from 'react';
import { DASH, formatFactor, formatRate } from '../../format';
import { Hint } from '../../primitives/Hint';
import { TenantMark } from '../../primitives/TenantMark';
import { spokenFactor, spokenRate } from '../../spoken';
import { tenantColour } from '../../theme/tenant-mark';

interface SlowdownRowProps {
  readonly index: number;
  readonly name: string;
  /** Null: `words` stand instead. */
  readonly slowdown: number | null;
  readonly basis: 'throughput' | 'latency';
  /** Whether the basis is said: when tenants differ in it. */
  readonly sayBasis: boolean;
  /** Throughput alone, where there is nothing to compare it with now. */
  readonly alonePerSecond: number | null;
  readonly words: string;
  /** Right end of the shared scale. */
  readonly scale: number;
}

const fraction = (value: number) => value.toFixed(4);

export const SlowdownRow = memo(function SlowdownRow(props: SlowdownRowProps) {
  const { index, name, slowdown, basis, sayBasis, alonePerSecond, words, scale } = props;
  // React sets custom properties too; its type does not list them.
  const style = {
    '--tenant': tenantColour(index),
    '--whole': fraction(Math.min(1, slowdown ?? 0) / scale),
    '--excess': fraction(Math.max(0, (slowdown ?? 0) - 1) / scale),
    '--one': fraction(1 / scale),
  } as CSSProperties;
  return (
    <tr style={style}>
      <th scope="row">
        <span className="slowdown-name">
          <TenantMark index={index} />
          <span title={name}>{name}</span>
        </span>
      </th>
      <td className="slowdown-track">
        {slowdown === null ? (
          <span className="slowdown-words">
            {alonePerSecond === null ? (
              words
            ) : (
              <Hint term="alone" spoken={`alone ${spokenRate(alonePerSecond)}`}>
                alone {formatRate(alonePerSecond)}
              </Hint>
            )}
          </span>
        ) : (
          <span className="slowdown-bar" aria-hidden="true">
            <span className="slowdown-excess" />
          </span>
        )}
      </td>
      <td className="slowdown-value">
        {slowdown === null ? (
          <Hint term="slowdown" spoken="not known yet">
            {DASH}
          </Hint>
        ) : (
          <Hint
            term={basis === 'throughput' ? 'slowdown-throughput' : 'slowdown-latency'}
            spoken={`${spokenFactor(slowdown)} as slow as alone, by ${basis}`}
          >
            {sayBasis && <span className="slowdown-basis">{basis} </span>}
            {formatFactor(slowdown)}
          </Hint>
        )}
      </td>
    </tr>
  );
});
