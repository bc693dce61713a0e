/** One run or experiment that was opened: what it says, and what can be done with it. */
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { isExperiment } from '../../domain/evidence';
import { ExperimentAnswer } from '../experiments/ExperimentAnswer';
import '../experiments/experiments.css';
import { usePlaygroundHandle } from '../store';
import { whenWords } from './history-list';
import { HERE, keepEvidence } from './keep-evidence';
import { OpenedActions } from './OpenedActions';
import { ProvenanceFacts } from './ProvenanceFacts';
import { RunFacts } from './RunFacts';
import { type OpenedEvidence, showRuns } from './runs-view';

interface OpenedViewProps {
  readonly opened: OpenedEvidence;
  /** Closes the dialog. */
  readonly onClose: () => void;
}

export function OpenedView({ opened, onClose }: OpenedViewProps) {
  const { name, origin, evidence } = opened;
  const { document, recording } = evidence;
  return (
    <>
      <div className="runs-actions">
        <BackToList />
        {opened.id === null && <KeepOpened opened={opened} />}
      </div>
      <h3 className="opened-name">{name}</h3>
      <p className="dim">
        {isExperiment(document) ? 'Experiment' : 'Run'}, taken{' '}
        {whenWords(Date.parse(document.provenance.takenAt), Date.now())}
        {origin !== HERE && `, from ${origin}`}
      </p>
      <OpenedActions opened={opened} onClose={onClose} />
      {isExperiment(document) ? (
        <ExperimentAnswer file={document} />
      ) : (
        <RunFacts run={document} recording={recording} />
      )}
      <ProvenanceFacts provenance={document.provenance} />
    </>
  );
}

export function BackToList() {
  return (
    <button type="button" onClick={() => showRuns({ kind: 'list' })}>
      <ArrowLeft size={15} aria-hidden="true" /> All runs
    </button>
  );
}

/** A file that was opened is kept when somebody asks for it. */
function KeepOpened({ opened }: { readonly opened: OpenedEvidence }) {
  const handle = usePlaygroundHandle();
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    const kept = await keepEvidence(handle, opened.evidence, opened.name, { origin: opened.origin });
    setBusy(false);
    if (kept !== null) showRuns({ kind: 'one', opened: { ...opened, id: kept.id } });
  };
  return (
    <button type="button" disabled={busy} onClick={() => void keep()}>
      Keep it in this browser
    </button>
  );
}
