/** What a reload brings and what it takes away, in words. Pure. */
import type { PlaygroundState } from '../store';
import type { NewerVersion } from './offline-state';

type Seen = Pick<PlaygroundState, 'snapshot' | 'experiment' | 'taken'>;

/** Whether something is on that a reload would end. */
export const isBusy = ({ snapshot, experiment }: Omit<Seen, 'taken'>): boolean =>
  experiment !== null || (snapshot !== null && snapshot.run.kind !== 'idle');

/** Custom models whose files nobody but their owner can bring again. */
const unkept = ({ taken }: Pick<Seen, 'taken'>): readonly string[] =>
  taken.filter(({ model }) => model.source.kind === 'files').map(({ model }) => model.name);

/** @param hash the address's own: a scenario that is too large for it leaves none. */
function lossWords(seen: Seen, hash: string): string {
  const models = unkept(seen);
  const losses: string[] = [];
  if (models.length > 0)
    losses.push(
      `${models.join(', ')} ${models.length === 1 ? 'is' : 'are'} here for this visit only: keep ${models.length === 1 ? 'it' : 'them'} in this browser first (settings of the model).`,
    );
  if (hash === '' && (snapshotTenants(seen) ?? 0) > 0)
    losses.push('The scenario is too large for the address and would go: keep or export the run first.');
  return losses.length > 0 ? losses.join(' ') : 'The scenario stays; figures begin anew.';
}

const snapshotTenants = ({ snapshot }: Seen): number | undefined => snapshot?.tenants.length;

export const newerWords = (newer: NewerVersion, seen: Seen, hash: string): string =>
  newer === 'waiting'
    ? `A new version is ready. ${lossWords(seen, hash)}`
    : `Another tab has put a new version in force; this tab goes on with its own. Reload it when it suits you. ${lossWords(seen, hash)}`;

export const isolationWords = (seen: Seen, hash: string): string =>
  `This host does not isolate the page, so the clock is coarse and WASM has one thread. Loaded once more, the page gets the fine clock and WASM threads.${isBusy(seen) ? ' That ends what runs.' : ''} ${lossWords(seen, hash)}`;
