/** A labelled line of text that is sent when it is complete, or refused with a reason; nothing that was typed is lost. */
import { useId, useState } from 'react';
import type { Term } from '../glossary';
import { Hint } from '../primitives/Hint';

interface TextFieldProps {
  readonly label: string;
  readonly term: Term;
  readonly text: string;
  readonly maxLength: number;
  /** A text of several lines. */
  readonly rows?: number;
  /** Takes the text, or says why not. */
  readonly onCommit: (text: string) => string | null;
}

export function TextField({ label, term, text, maxLength, rows, onCommit }: TextFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = (typed: string) => {
    const refusal = onCommit(typed);
    setProblem(refusal);
    if (refusal === null) setDraft(null);
  };
  const shared = {
    id,
    maxLength,
    value: draft ?? text,
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : `${id}-problem`,
    onBlur: () => draft !== null && commit(draft),
  } as const;
  return (
    <div className={rows === undefined ? 'field' : 'field field-tall'}>
      <label htmlFor={id}>
        <Hint term={term} focusable={false}>
          {label}
        </Hint>
      </label>
      {rows === undefined ? (
        <input
          type="text"
          {...shared}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && draft !== null && commit(draft)}
        />
      ) : (
        <textarea rows={rows} {...shared} onChange={(event) => setDraft(event.target.value)} />
      )}
      {problem !== null && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
