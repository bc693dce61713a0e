/** Every policy and every gate: its rule, where it comes from, what it teaches, and the button that puts it to use. */
import { useId } from 'react';
import type { PolicyId } from '../../domain/policy-ids';
import { POLICY_WORDS } from '../../domain/policy-words';
import { Dialog } from '../primitives/Dialog';
import { usePlayground, usePlaygroundHandle } from '../store';
import { GateSection } from './GateSection';
import { POLICY_GROUPS } from './policy-groups';
import { RuleEntry, UseButton } from './RuleEntry';
import { policyName } from './scheduling-words';
import './policies.css';
import { useChosenExecutor } from './use-chosen-executor';

export function PoliciesDialog({ onClose }: { readonly onClose: () => void }) {
  const { store, commands } = usePlaygroundHandle();
  const selectId = useId();
  const { ids, executor, choose } = useChosenExecutor();
  const written = usePlayground((state) => state.snapshot?.scenario.userPolicy !== undefined);
  const use = (policy: PolicyId) => {
    if (executor === undefined) return;
    if (policy === 'user' && !written) store.getState().set({ dialog: 'own-policy' });
    else void commands.updateExecutor(executor.id, { policy });
  };
  return (
    <Dialog title="Policies and gates" onClose={onClose}>
      <p>
        A policy chooses which request an executor serves next. Every one is the same code in a live run and
        in a prediction.
      </p>
      {executor !== undefined && (
        <p className="use-on">
          <label htmlFor={selectId}>Use on</label>
          <select id={selectId} value={executor.id} onChange={({ target }) => choose(target.value)}>
            {ids.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </p>
      )}
      {POLICY_GROUPS.map(({ title, policies }) => (
        <section key={title}>
          <h3>{title}</h3>
          {policies.map((id) => (
            <RuleEntry key={id} name={policyName(id)} words={POLICY_WORDS[id]}>
              {executor !== undefined && (
                <UseButton
                  what={policyName(id)}
                  on={executor.id}
                  inUse={executor.policy === id}
                  onUse={() => use(id)}
                />
              )}
            </RuleEntry>
          ))}
        </section>
      ))}
      <GateSection />
    </Dialog>
  );
}
