/** Whether missing solo baselines are taken by themselves; the browser remembers it. */
import { SwitchLine } from '../../mishaps/SwitchLine';
import { Hint } from '../../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../../store';

export function AutomaticSwitch() {
  const { commands } = usePlaygroundHandle();
  const on = usePlayground((state) => state.snapshot?.baselines?.automatic === true);
  return (
    <SwitchLine on={on} onAsk={commands.setAutomaticBaselines} className="measure-automatic">
      <Hint term="automatic-baselines" focusable={false}>
        Take missing baselines by themselves
      </Hint>
    </SwitchLine>
  );
}
