/** The editor of a policy of one's own. What is refused is said with its line, and what chose before goes on. */
import { useId, useState } from 'react';
import { MAX_USER_POLICY } from '../../domain/scenario';
import { formatCount } from '../format';
import { Dialog } from '../primitives/Dialog';
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';
import { CodeField } from './CodeField';
import './own-policy.css';
import { FIRST_SOURCE, POLICY_TEMPLATES } from './policy-templates';
import { useChosenExecutor } from './use-chosen-executor';
import { wrongLine } from './wrong-line';

type Outcome =
  | { readonly kind: 'untried' | 'trying' | 'in-use' }
  | { readonly kind: 'refused'; readonly message: string };

export function OwnPolicyDialog({ onClose }: { readonly onClose: () => void }) {
  const { commands } = usePlaygroundHandle();
  const { ids, executor, choose } = useChosenExecutor();
  const fields = { source: useId(), outcome: useId(), executor: useId(), template: useId() };
  const kept = usePlayground((state) => state.snapshot?.scenario.userPolicy);
  const failure = usePlayground(
    ({ snapshot }) =>
      snapshot?.executors.find((one) => one.config.id === executor?.id)?.policyFailure ?? null,
  );
  const [source, setSource] = useState(kept ?? FIRST_SOURCE);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'untried' });
  const edit = (text: string) => {
    setSource(text);
    setOutcome({ kind: 'untried' });
  };
  const use = async () => {
    if (executor === undefined) return;
    setOutcome({ kind: 'trying' });
    const message = await commands.takeOwnPolicy(executor.id, source);
    setOutcome(message === null ? { kind: 'in-use' } : { kind: 'refused', message });
  };
  const told = outcome.kind === 'refused' ? outcome.message : source === kept ? failure : null;
  return (
    <Dialog title="A policy of your own" onClose={onClose}>
      <p>
        <Hint term="own-policy">One pure function</Hint>, asked before every choice. It runs in a sandbox
        (QuickJS, no clock, no network, no randomness), for at most 100 000 steps a choice; one that fails
        gives way to first in, first out. It is part of the scenario, so the link carries it.
      </p>
      <div className="own-policy-bar">
        <label htmlFor={fields.template}>Begin with</label>
        <select
          id={fields.template}
          value=""
          onChange={({ target }) => {
            const template = POLICY_TEMPLATES.find(({ name }) => name === target.value);
            if (template !== undefined) edit(template.source);
          }}
        >
          <option value="">{kept === undefined ? 'a template…' : 'yours, or a template…'}</option>
          {POLICY_TEMPLATES.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <label htmlFor={fields.source} className="own-policy-label">
          Source, JavaScript
        </label>
      </div>
      <CodeField
        id={fields.source}
        value={source}
        wrongLine={told === null ? null : wrongLine(told)}
        most={MAX_USER_POLICY}
        describedBy={fields.outcome}
        onChange={edit}
      />
      <p id={fields.outcome} role="status" className={`own-policy-outcome ${told === null ? 'dim' : 'bad'}`}>
        {told ?? outcomeWords(outcome, executor?.id, source.length)}
      </p>
      {executor !== undefined && (
        <div className="popover-actions own-policy-bar">
          <button
            type="button"
            className="primary"
            disabled={outcome.kind === 'trying' || source.trim() === ''}
            onClick={() => void use()}
          >
            Check and use
          </button>
          <label htmlFor={fields.executor}>on</label>
          <select id={fields.executor} value={executor.id} onChange={({ target }) => choose(target.value)}>
            {ids.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </div>
      )}
    </Dialog>
  );
}

function outcomeWords(outcome: Outcome, executorId: string | undefined, characters: number): string {
  if (outcome.kind === 'trying') return 'Checking…';
  if (outcome.kind === 'in-use') return `✓ ${executorId} chooses by it now.`;
  return `${formatCount(characters)} of ${formatCount(MAX_USER_POLICY)} characters. It is checked before it is used.`;
}
