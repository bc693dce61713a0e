/** Asks for a file of instants and reads it; its reader is fetched then. What is wrong with a file is said in words. */
import { useState } from 'react';
import { reportOf } from '../../../domain/errors';

interface ReplayFile {
  /** Opens the browser's dialog: call it in a press or a change of a field. */
  readonly ask: () => void;
  /** Why the last file cannot be replayed; null when it can, or there was none. */
  readonly problem: string | null;
}

export function useReplayFile(take: (offsetsMs: readonly number[]) => void): ReplayFile {
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File) => {
    try {
      const { parseArrivalInstants } = await import('../../../sources/arrival-instants');
      take(parseArrivalInstants(await file.text()));
      setProblem(null);
    } catch (thrown) {
      setProblem(reportOf(thrown, 'arrivals-unreadable').message);
    }
  };
  const ask = () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.txt,text/csv,text/plain';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void read(file);
    });
    input.click();
  };
  return { ask, problem };
}
