/** What went wrong, in a sentence and its code; three lines of it, the rest on demand for mouse, touch and keyboard. */
import { useState } from 'react';
import type { ErrorReport } from '../../../domain/errors';
import { Hint } from '../../primitives/Hint';

/** A shorter message fits three lines of the narrowest card. */
const SHORT = 60;

export function FailureText({ error }: { readonly error: ErrorReport }) {
  const [whole, setWhole] = useState(false);
  const long = error.message.length > SHORT;
  return (
    <div className="failure small-text">
      <p className={long && !whole ? 'failure-message is-clamped' : 'failure-message'}>{error.message}</p>
      <p className="failure-foot">
        <Hint term="error-code" className="failure-code dim">
          {error.code}
        </Hint>
        {long && (
          <button
            type="button"
            className="quiet small failure-more"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole ? 'Less' : 'More'}
          </button>
        )}
      </p>
    </div>
  );
}
