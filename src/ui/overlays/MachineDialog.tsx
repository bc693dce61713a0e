/** *Your machine*: what this browser offers here, what limits the figures that are taken on it, and all of that as text. */
import { useState } from 'react';
import { FindingList } from '../machine/FindingList';
import { Backends, ClockOffsets, MachineFacts } from '../machine/MachineFacts';
import { MemoryMeasure } from '../machine/MemoryMeasure';
import { machineReport } from '../machine/machine-report';
import { lookAtPage } from '../machine/page-facts';
import { bySeverity, pageFindings } from '../machine/page-findings';
import { Dialog } from '../primitives/Dialog';
import { CopyButton } from '../share/CopyButton';
import { usePlayground } from '../store';
import './overlays.css';

const APP = `${import.meta.env.VITE_APP_VERSION ?? 'unknown'} (${import.meta.env.VITE_COMMIT ?? 'unknown'})`;

export function MachineDialog({ onClose }: { readonly onClose: () => void }) {
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  const otherTabRuns = usePlayground((state) => state.otherTabRuns);
  const startsExecutors = usePlayground((state) => state.startsExecutors);
  const offlineWorker = usePlayground((state) => state.offline.worker);
  const [page] = useState(() => lookAtPage());
  if (machine === null) return null;
  const ofPage = pageFindings(machine, page, { otherTabRuns, startsExecutors, offlineWorker });
  const findings = bySeverity([...machine.findings, ...ofPage]);
  const report = machineReport(machine, findings, APP);
  return (
    <Dialog title="Your machine" onClose={onClose}>
      <MachineFacts machine={machine} />
      <Backends machine={machine} />
      <h3>What differs here</h3>
      <FindingList findings={findings} />
      <ClockOffsets />
      <MemoryMeasure />
      <div className="machine-report">
        <p className="dim user-agent">{machine.userAgent}</p>
        <CopyButton text={report} label="Copy for a report" done="What is known of your machine is copied" />
      </div>
      <details className="machine-text">
        <summary>The same as text</summary>
        <pre>{report}</pre>
      </details>
    </Dialog>
  );
}
