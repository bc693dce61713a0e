/**
 * Marks a word or number that the glossary explains. It renders one plain element: a single `HintLayer` shows the
 * text for whichever is hovered or focused, so that a hundred hints cost nothing while figures change.
 */
import type { ReactNode } from 'react';
import { type Term, useExplanation } from '../glossary';
import { Spoken } from './Spoken';

interface HintProps {
  readonly term: Term;
  readonly children: ReactNode;
  readonly className?: string;
  /** What holds here beside what the word means: the reason for it, in a sentence. */
  readonly detail?: string;
  /** What is read aloud in place of the terse words that are shown: value and unit in full. */
  readonly spoken?: string;
  /** False inside buttons and other focusable things: the outer one shows the hint by hover only. */
  readonly focusable?: boolean;
}

export function Hint({ term, children, className = '', detail, spoken, focusable = true }: HintProps) {
  const entry = useExplanation(term);
  const told = [detail, entry?.text].filter((text) => text !== undefined).join(' ');
  return (
    <span
      className={`hint ${className}`}
      data-hint={term}
      data-hint-detail={detail}
      aria-description={told === '' ? undefined : told}
      {...(focusable ? { tabIndex: 0 } : {})}
    >
      {spoken === undefined ? children : <Spoken words={spoken}>{children}</Spoken>}
    </span>
  );
}
