/** The question before the first connection to a site: who it is, what it learns, and the three answers. */
import { useEffect, useId, useRef } from 'react';
import type { ConsentAnswer } from './origin-consent';

interface OriginQuestionProps {
  /** As `location.origin` writes it. */
  readonly origin: string;
  readonly onAnswer: (answer: ConsentAnswer) => void;
}

export function OriginQuestion({ origin, onAnswer }: OriginQuestionProps) {
  const id = useId();
  const question = useRef<HTMLFieldSetElement>(null);
  // It is read out with what it says, and its answers are the next three stops; Enter alone answers nothing.
  useEffect(() => question.current?.focus(), []);
  return (
    <fieldset className="origin-question" ref={question} tabIndex={-1} aria-describedby={`${id}-learns`}>
      <legend>Fetch from {new URL(origin).host}?</legend>
      <p id={`${id}-learns`}>
        <strong>{origin}</strong> is another site. It would learn your IP address and the time, your browser
        and its language, the address of this site and the names of the files. It gets no cookies, no picture
        and nothing of your runs.
      </p>
      <div className="origin-answers">
        <button type="button" onClick={() => onAnswer('once')}>
          Allow this once
        </button>
        <button type="button" onClick={() => onAnswer('always')}>
          Always allow this site
        </button>
        <button type="button" onClick={() => onAnswer('no')}>
          No
        </button>
      </div>
    </fieldset>
  );
}
