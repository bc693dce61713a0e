/** What the run of now can leave the tab as. One thing is made at a time; what goes wrong becomes a notice. */
import { Archive, ExternalLink, FileDown } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Hint } from '../primitives/Hint';
import { Popover } from '../primitives/Popover';
import { usePlaygroundHandle } from '../store';
import { currentRun, type RunEvidence, runName } from './current-run';
import { DevToolsSwitch } from './DevToolsSwitch';
import './evidence.css';
import { exportEvidence } from './export-evidence';
import { RUN_EXPORTS } from './export-words';
import { keepEvidence } from './keep-evidence';
import { openInPerfetto } from './open-in-perfetto';
import { tellProblem } from './tell-problem';

interface ExportMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function ExportMenu({ anchor, onClose }: ExportMenuProps) {
  const handle = usePlaygroundHandle();
  const [busy, setBusy] = useState(false);
  const withRun = (act: (run: RunEvidence) => Promise<unknown>) => async () => {
    setBusy(true);
    try {
      await act(await currentRun(handle));
      onClose();
    } catch (thrown) {
      tellProblem(handle.store, 'The run could not be exported.', thrown);
    } finally {
      setBusy(false);
    }
  };
  const perfetto = () => {
    openInPerfetto(handle, () => currentRun(handle));
    onClose();
  };
  return (
    <Popover label="Export this run" anchor={anchor} className="export-menu" onClose={onClose}>
      {RUN_EXPORTS.map(({ format, label, kind, term }) => (
        <button
          key={format}
          type="button"
          className="quiet"
          disabled={busy}
          onClick={withRun((run) => exportEvidence(handle, run, format))}
        >
          <FileDown size={15} aria-hidden="true" />
          <Hint term={term} focusable={false}>
            {label}
          </Hint>
          <span className="dim">{kind}</span>
        </button>
      ))}
      <hr />
      <button type="button" className="quiet" disabled={busy} onClick={perfetto}>
        <ExternalLink size={15} aria-hidden="true" />
        <Hint term="perfetto" focusable={false}>
          Open in Perfetto
        </Hint>
        <span className="dim">in a new tab</span>
      </button>
      <button
        type="button"
        className="quiet"
        disabled={busy}
        onClick={withRun((run) => keepEvidence(handle, run, runName(run.document)))}
      >
        <Archive size={15} aria-hidden="true" />
        <Hint term="kept-runs" focusable={false}>
          Keep in Runs
        </Hint>
        <span className="dim">this browser</span>
      </button>
      <hr />
      <DevToolsSwitch />
    </Popover>
  );
}
