/** Which scenario is open; opens the cards of those that come with the app. */
import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { presetOf } from '../scenario-link';
import { usePlayground } from '../store';

const LIST = lazyPart('The list of scenarios', async () => (await import('./ScenarioList')).ScenarioList);

export function ScenarioPicker() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  const List = useLazyPart(LIST, open, close);
  const scenario = usePlayground((state) => state.snapshot?.scenario ?? null);
  const presets = usePlayground((state) => state.presets);
  // Its set-ups come and go: what is open stays what it is.
  const measured = usePlayground((state) => state.experiment !== null);
  if (scenario === null) return null;
  const current = presetOf(scenario, presets);
  const origin = presets.find((preset) => preset.id === scenario.name);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span className="dim">Scenario</span>
        <span className="scenario-name">
          {current?.title ??
            (origin === undefined ? scenario.name : `${origin.title}${measured ? '' : ', changed'}`)}
        </span>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      {List !== null && <List scenario={scenario} anchor={button} onClose={close} />}
    </>
  );
}
