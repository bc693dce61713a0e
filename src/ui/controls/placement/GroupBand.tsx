/** The bracket over columns that share one real device: its name and how its executors share it. */
import { GATE_IDS } from '../../../domain/policy-ids';
import { Hint } from '../../primitives/Hint';
import { GATE_NAMES, GROUP_NAMES } from '../../scheduling/scheduling-words';
import { usePlayground, usePlaygroundHandle } from '../../store';
import type { GroupBand as Band } from './device-groups';

export function GroupBand({ band }: { readonly band: Band }) {
  const { commands } = usePlaygroundHandle();
  const gate = usePlayground((state) => state.snapshot?.scenario.gates?.[band.group] ?? 'free-for-all');
  const name = GROUP_NAMES[band.group];
  const sharers = `${name}: ${band.executorIds.join(', ')}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have a frame and a legend of its own
    <div
      role="group"
      aria-label={sharers}
      className="group-band"
      style={{ gridColumn: `${band.from + 1} / ${band.to + 2}` }}
    >
      <div className="group-label">
        <Hint term="device-group">{name}</Hint>
        {band.first ? (
          <select
            aria-label={`Gate of ${name}`}
            data-hint="gate"
            value={gate}
            onChange={({ target }) => {
              const chosen = GATE_IDS.find((one) => one === target.value);
              if (chosen !== undefined) void commands.setGates({ [band.group]: chosen });
            }}
          >
            {GATE_IDS.map((id) => (
              <option key={id} value={id}>
                {GATE_NAMES[id]}
              </option>
            ))}
          </select>
        ) : (
          <span className="dim">{GATE_NAMES[gate]}</span>
        )}
      </div>
    </div>
  );
}
