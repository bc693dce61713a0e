/** One sentence for readers of the screen, and how the last few are kept. It knows neither what is said nor who says it. */

export interface Announcement {
  readonly id: number;
  readonly text: string;
  /** Breaks into what is being read: for what went wrong. */
  readonly urgent: boolean;
}

/** Read back by whoever looks for them; older ones are gone. */
const KEPT = 4;

/** The list with another sentence at its end. */
export function withSaid(
  said: readonly Announcement[],
  text: string,
  urgent: boolean,
): readonly Announcement[] {
  const id = (said.at(-1)?.id ?? 0) + 1;
  return [...said.slice(1 - KEPT), { id, text, urgent }];
}
