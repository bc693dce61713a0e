/** Two texts for one thing: terse where it is seen, in full where it is read aloud. */
import type { ReactNode } from 'react';

interface SpokenProps {
  /** What is read aloud. */
  readonly words: string;
  /** What is seen. */
  readonly children: ReactNode;
}

export function Spoken({ words, children }: SpokenProps) {
  return (
    <>
      <span aria-hidden="true">{children}</span>
      <span className="visually-hidden">{words}</span>
    </>
  );
}
