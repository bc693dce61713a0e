/** The state of offline in plain words, for the dialog. Pure. */
import { formatBytes } from '../format';
import type { StoredModel } from './offline-models';
import type { IsolationState, OfflineState } from './offline-state';
import type { StorageFacts } from './storage-facts';

export interface StateWords {
  readonly tone: 'good' | 'warn' | 'dim';
  readonly text: string;
  readonly fix: string | null;
}

export function workerWords({ worker }: Pick<OfflineState, 'worker'>): StateWords {
  switch (worker.kind) {
    case 'unknown':
      return { tone: 'dim', text: 'Not looked at yet: that follows the first scenario.', fix: null };
    case 'installing':
      return { tone: 'dim', text: 'Not yet: the app is being stored.', fix: null };
    case 'ready':
      return {
        tone: 'good',
        text: 'Ready for offline: the app opens without a network, with the models that are kept below.',
        fix: null,
      };
    case 'failed':
      return { tone: 'warn', text: `Not ready. ${worker.why}`, fix: worker.fix };
    case 'impossible':
      return { tone: 'warn', text: `Not possible here. ${worker.why}`, fix: worker.fix };
  }
}

const ISOLATION: Readonly<Record<IsolationState, string>> = {
  on: 'on: fine clock, WASM threads',
  'by-reload': 'off: on once the page is loaded again',
  'not-here': 'off, and a reload does not help here',
};

export const isolationLine = (isolation: IsolationState | null): string =>
  isolation === null ? 'off' : ISOLATION[isolation];

/** How much of a model is stored. */
export function storedWords({ files, bytes }: StoredModel, ofFiles: number): string {
  if (files === 0) return 'not kept';
  return files < ofFiles ? `partly kept, ${formatBytes(bytes)}` : `kept, ${formatBytes(bytes)}`;
}

export function quotaWords({ usedBytes, quotaBytes }: StorageFacts): string {
  if (usedBytes === null || quotaBytes === null) return 'this browser does not tell';
  return `about ${formatBytes(usedBytes)} of ${formatBytes(quotaBytes)}`;
}

export function persistedWords({ persisted }: StorageFacts): string {
  if (persisted === null) return 'this browser makes no such promise';
  return persisted
    ? 'yes: the browser does not clear it by itself'
    : 'no: the browser may clear it when the disk is full';
}
