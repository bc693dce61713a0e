/**
 * A small editor for one function: numbered lines, and the one that is wrong marked. A text area is enough for twenty lines
 * of JavaScript, speaks to readers of the screen, and weighs nothing; editors with colours weigh from 50 kB on.
 */
import { type RefObject, useRef } from 'react';

interface CodeFieldProps {
  readonly id: string;
  readonly value: string;
  /** 1-based line that is wrong; null when none is known. */
  readonly wrongLine: number | null;
  readonly most: number;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

export function CodeField({ id, value, wrongLine, most, describedBy, onChange }: CodeFieldProps) {
  const numbers = useRef<HTMLOListElement>(null);
  const lines = value.split('\n');
  return (
    <div className="code-field">
      <LineNumbers count={lines.length} wrongLine={wrongLine} list={numbers} />
      <textarea
        id={id}
        value={value}
        maxLength={most}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={wrongLine !== null}
        aria-describedby={describedBy}
        onChange={({ target }) => onChange(target.value)}
        onScroll={({ currentTarget }) => {
          if (numbers.current !== null) numbers.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

interface LineNumbersProps {
  readonly count: number;
  readonly wrongLine: number | null;
  readonly list: RefObject<HTMLOListElement | null>;
}

function LineNumbers({ count, wrongLine, list }: LineNumbersProps) {
  return (
    <ol ref={list} className="code-lines" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => index + 1).map((line) => (
        <li key={line} className={line === wrongLine ? 'is-wrong' : ''}>
          {line === wrongLine ? '▸' : ''}
          {line}
        </li>
      ))}
    </ol>
  );
}
