/** What the cards of one board share beside the store. */
import { createContext, type RefObject, useContext } from 'react';
import { defined } from '../../../base/assert';
import type { ThroughputTrace } from './throughput-trace';

export interface BoardShared {
  readonly trace: ThroughputTrace;
  /** Which control of a card had the focus when the card left its column. */
  readonly focused: RefObject<'handle' | 'settings'>;
}

export const BoardContext = createContext<BoardShared | null>(null);
export const useBoard = (): BoardShared => defined(useContext(BoardContext), 'BoardContext');
