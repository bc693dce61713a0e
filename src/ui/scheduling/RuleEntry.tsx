/** One policy or gate in words, and the buttons that put it to use. */
import type { ReactNode } from 'react';
import type { RuleWords } from '../../domain/policy-words';

interface RuleEntryProps {
  readonly name: string;
  readonly words: RuleWords;
  readonly children: ReactNode;
}

export function RuleEntry({ name, words, children }: RuleEntryProps) {
  return (
    <article className="rule" aria-label={name}>
      <h4>{name}</h4>
      <div>
        <p>
          {same(words.name, name) ? null : <strong>{words.name}. </strong>}
          {words.rule}
        </p>
        <p className="dim">{words.lesson}</p>
        <p className="small-text">
          <span className="good">Good for</span> <span className="dim">{words.goodFor}</span>
        </p>
        <p className="small-text">
          <span className="warn">Bad for</span> <span className="dim">{words.badFor}</span>
        </p>
        <p className="dim small-text">{words.source}</p>
      </div>
      <div className="rule-uses">{children}</div>
    </article>
  );
}

const same = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (words: string): string => words.toLowerCase().replaceAll('-', ' ');

interface UseButtonProps {
  readonly what: string;
  readonly on: string;
  readonly inUse: boolean;
  readonly onUse: () => void;
}

export function UseButton({ what, on, inUse, onUse }: UseButtonProps) {
  const words = inUse ? `✓ ${on}` : `Use on ${on}`;
  return (
    <button
      type="button"
      aria-label={`${words}: ${what}`}
      aria-pressed={inUse}
      onClick={() => !inUse && onUse()}
    >
      {words}
    </button>
  );
}
