/** How to keep the run of now, to open a file, and to compare what is chosen in the list. */
import { Archive, FolderOpen, GitCompareArrows } from 'lucide-react';
import { usePlayground, usePlaygroundHandle } from '../store';
import { currentRun, runName } from './current-run';
import { FileButton } from './FileButton';
import { keepEvidence } from './keep-evidence';
import { openFiles } from './open-files';
import { tellProblem } from './tell-problem';

interface ListActionsProps {
  readonly picked: number;
  readonly onCompare: () => void;
}

export function ListActions({ picked, onCompare }: ListActionsProps) {
  const handle = usePlaygroundHandle();
  const ran = usePlayground(
    (state) => state.snapshot?.tenants.some((tenant) => tenant.arrivals > 0) ?? false,
  );
  const keep = async () => {
    try {
      const run = await currentRun(handle);
      await keepEvidence(handle, run, runName(run.document));
    } catch (thrown) {
      tellProblem(handle.store, 'The run could not be kept.', thrown);
    }
  };
  return (
    <div className="runs-actions">
      <button
        type="button"
        className="primary"
        disabled={!ran}
        title={ran ? undefined : 'Run first: there is nothing to keep yet'}
        onClick={() => void keep()}
      >
        <Archive size={15} aria-hidden="true" /> Keep this run
      </button>
      <FileButton onFiles={(files) => void openFiles(handle, files)}>
        <FolderOpen size={15} aria-hidden="true" /> Open a file…
      </FileButton>
      <button
        type="button"
        disabled={picked < 2}
        title={picked < 2 ? 'Choose two or more in the list' : undefined}
        onClick={onCompare}
      >
        <GitCompareArrows size={15} aria-hidden="true" /> Compare{picked > 0 && ` (${picked})`}
      </button>
    </div>
  );
}
