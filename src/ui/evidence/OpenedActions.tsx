/** What can be done with an opened run or experiment: exports, Perfetto, its scenario, the timeline. */
import { ExternalLink, FileDown, GanttChart, LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { type EvidenceDocument, isExperiment } from '../../domain/evidence';
import type { Scenario } from '../../domain/scenario';
import { usePlaygroundHandle } from '../store';
import { tryScenario } from '../try-scenario';
import { exportEvidence } from './export-evidence';
import { EXPERIMENT_EXPORTS, RUN_EXPORTS } from './export-words';
import { openInPerfetto } from './open-in-perfetto';
import type { OpenedEvidence } from './runs-view';
import { showInTimeline } from './show-in-timeline';
import { tellProblem } from './tell-problem';

interface OpenedActionsProps {
  readonly opened: OpenedEvidence;
  readonly onClose: () => void;
}

/** Of an experiment, that of its first set-up. */
const scenarioOf = (document: EvidenceDocument): Scenario | null =>
  isExperiment(document) ? (document.plan.cells[0]?.scenario ?? null) : document.scenario;

export function OpenedActions({ opened, onClose }: OpenedActionsProps) {
  const handle = usePlaygroundHandle();
  const { document, recording } = opened.evidence;
  const [busy, setBusy] = useState(false);
  const scenario = scenarioOf(document);
  const putInForce = async (wanted: Scenario) => {
    try {
      await tryScenario(handle, wanted, `The scenario of “${opened.name}” is open.`);
      onClose();
    } catch (thrown) {
      tellProblem(handle.store, 'Its scenario could not be opened.', thrown);
    }
  };
  const exports = isExperiment(document) ? EXPERIMENT_EXPORTS : RUN_EXPORTS;
  const without = recording === null && !isExperiment(document);
  return (
    <div className="runs-actions">
      {recording !== null && !isExperiment(document) && (
        <button type="button" onClick={() => showInTimeline(handle, opened, onClose)}>
          <GanttChart size={15} aria-hidden="true" /> Show in the timeline
        </button>
      )}
      {scenario !== null && (
        <button type="button" onClick={() => void putInForce(scenario)}>
          <LayoutDashboard size={15} aria-hidden="true" /> Open its scenario
        </button>
      )}
      {recording !== null && (
        <button type="button" onClick={() => openInPerfetto(handle, async () => opened.evidence)}>
          <ExternalLink size={15} aria-hidden="true" /> Open in Perfetto
        </button>
      )}
      <fieldset className="runs-exports">
        <legend>Export</legend>
        {exports.map(({ format, label, kind }) => (
          <button
            key={format}
            type="button"
            disabled={busy || (without && (format === 'requests' || format === 'trace'))}
            title={without ? `${kind}. Requests and traces need a recording, which this file has not` : kind}
            onClick={() => {
              setBusy(true);
              void exportEvidence(handle, opened.evidence, format).finally(() => setBusy(false));
            }}
          >
            <FileDown size={14} aria-hidden="true" /> {label}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
