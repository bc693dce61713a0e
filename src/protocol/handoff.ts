/**
 * What a handoff owns beyond the heap, for whoever passes it on or throws it away. Each hop between threads transfers it;
 * who holds it last closes it.
 */
import type { Handoff } from './executor-contract';

/** What must be transferred along with it. */
export const transfersOf = ({ pixels, picture }: Handoff): Transferable[] => [
  ...(pixels === null ? [] : [pixels.buffer]),
  ...(picture === null ? [] : [picture]),
];

/** Gives it up: nobody will look at it. */
export function discardHandoff({ picture }: Handoff): void {
  picture?.close();
}
