/** Terms with their hints and values, one below the other: what something is, in figures or words. */
import type { Term } from '../glossary';
import { Hint } from './Hint';

export type Fact = readonly [term: Term, label: string, value: string];

export function FactList({
  facts,
  className = '',
}: {
  readonly facts: readonly Fact[];
  readonly className?: string;
}) {
  return (
    <dl className={`facts ${className}`}>
      {facts.map(([term, label, value]) => (
        <div key={label} className="fact">
          <dt>
            <Hint term={term}>{label}</Hint>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
