/** How an executor chooses, to change while it runs: policy, grain, bound; beneath them what choosing and cutting cost. */
import type { RefObject } from 'react';
import type { PolicyId } from '../../domain/policy-ids';
import { POLICY_WORDS } from '../../domain/policy-words';
import { MAX_ISSUED } from '../../domain/scenario';
import type { ExecutorSnapshot } from '../../domain/snapshot';
import { Popover } from '../primitives/Popover';
import { SelectField } from '../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../store';
import { CuttingCost } from './CuttingCost';
import { DecisionFacts } from './DecisionFacts';
import { GrainFields } from './GrainFields';
import { PolicySelect } from './PolicySelect';
import './scheduling.css';

const BOUNDS = Array.from({ length: MAX_ISSUED }, (_, index) => `${index + 1}`);
const AUTO = 'auto';

interface SchedulingEditorProps {
  readonly executor: ExecutorSnapshot;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function SchedulingEditor({ executor, anchor, onClose }: SchedulingEditorProps) {
  const { commands, store } = usePlaygroundHandle();
  const { id, policy, inFlight } = executor.config;
  const words = POLICY_WORDS[policy];
  const written = usePlayground((state) => state.snapshot?.scenario.userPolicy !== undefined);
  const openDialog = (dialog: 'policies' | 'own-policy') => {
    onClose();
    store.getState().set({ dialog, policyExecutorId: id });
  };
  const choose = (chosen: PolicyId) => {
    if (chosen === 'user' && !written) openDialog('own-policy');
    else void commands.updateExecutor(id, { policy: chosen });
  };
  return (
    <Popover label={`Scheduling of ${id}`} anchor={anchor} className="scheduling-editor" onClose={onClose}>
      <h3>{id}</h3>
      <PolicySelect value={policy} onChoose={choose} />
      <p className="field-note">
        <strong>{words.name}.</strong> {words.rule}
      </p>
      {executor.policyFailure !== null && (
        <p className="warn" role="status">
          First in, first out instead: {executor.policyFailure}
        </p>
      )}
      <div className="popover-actions policy-doors">
        <button type="button" onClick={() => openDialog('policies')}>
          All policies
        </button>
        <button type="button" onClick={() => openDialog('own-policy')}>
          {written ? 'Your policy' : 'Write a policy'}
        </button>
      </div>
      <GrainFields executor={executor} />
      <SelectField
        label="In flight at most"
        term="in-flight-bound"
        value={`${inFlight}`}
        choices={[AUTO, ...BOUNDS].map((value) => ({
          value,
          label: value === AUTO && inFlight === AUTO ? `auto: ${executor.inFlightBound}` : value,
        }))}
        onChoose={(value) =>
          void commands.updateExecutor(id, { inFlight: value === AUTO ? AUTO : Number(value) })
        }
      />
      <DecisionFacts decisions={executor.decisions} />
      <CuttingCost
        executorId={id}
        backend={executor.backend}
        segmented={executor.config.grain === 'segment'}
      />
    </Popover>
  );
}
