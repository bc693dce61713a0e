/** Every gate, and the buttons that put it between the executors of a device. */
import { useShallow } from 'zustand/react/shallow';
import { type DeviceGroup, GATE_IDS } from '../../domain/policy-ids';
import { GATE_WORDS } from '../../domain/policy-words';
import { usePlayground, usePlaygroundHandle } from '../store';
import { RuleEntry, UseButton } from './RuleEntry';
import { GATE_NAMES, GROUP_NAMES } from './scheduling-words';

export function GateSection() {
  const { commands } = usePlaygroundHandle();
  const groups = usePlayground(
    useShallow(({ snapshot }) => {
      const known = (snapshot?.executors ?? []).flatMap(({ group }) => (group === null ? [] : [group]));
      return (['gpu', 'cpu'] as const).filter((group: DeviceGroup) => known.includes(group));
    }),
  );
  const gates = usePlayground((state) => state.snapshot?.scenario.gates);
  return (
    <section>
      <h3>Across executors that share a device</h3>
      {GATE_IDS.map((id) => (
        <RuleEntry key={id} name={GATE_NAMES[id]} words={GATE_WORDS[id]}>
          {groups.map((group) => (
            <UseButton
              key={group}
              what={GATE_NAMES[id]}
              on={GROUP_NAMES[group]}
              inUse={(gates?.[group] ?? 'free-for-all') === id}
              onUse={() => void commands.setGates({ [group]: id })}
            />
          ))}
        </RuleEntry>
      ))}
    </section>
  );
}
