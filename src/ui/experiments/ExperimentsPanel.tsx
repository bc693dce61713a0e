/**
 * Experiments: what can be measured, the plan beforehand, how far it is, and the answer. It lies over the charts, so that
 * stage and board show what is being measured; what it shows stands on the desk in the store.
 */
import { useEffect, useRef } from 'react';
import { SidePanel } from '../primitives/SidePanel';
import { usePlayground, usePlaygroundHandle } from '../store';
import { AnswerView } from './AnswerView';
import { ChooseView } from './ChooseView';
import { changeDesk, type ExperimentDesk } from './experiment-desk';
import './experiments.css';
import { PlanView } from './PlanView';
import { RunView } from './RunView';

export function ExperimentsPanel() {
  const { store } = usePlaygroundHandle();
  const view = usePlayground((state) => state.desk.view);
  const panel = useFocusOn(view);
  return (
    <SidePanel
      title="Experiments"
      closeWords="Close experiments"
      className="experiments"
      focusFirst=".side-panel-body button"
      element={panel}
      head={
        (view === 'plan' || view === 'answer') && (
          <button type="button" className="quiet small" onClick={() => changeDesk(store, { view: 'choose' })}>
            All experiments
          </button>
        )
      }
    >
      <View view={view} />
    </SidePanel>
  );
}

function View({ view }: Pick<ExperimentDesk, 'view'>) {
  const draft = usePlayground((state) => state.desk.draft);
  const answer = usePlayground((state) => state.desk.answer);
  if (view === 'run') return <RunView />;
  if (view === 'plan' && draft !== null) return <PlanView draft={draft} />;
  if (view === 'answer' && answer !== null) return <AnswerView file={answer} />;
  return <ChooseView />;
}

/** Takes the focus again when another view stands in the panel. */
function useFocusOn(view: ExperimentDesk['view']) {
  const panel = useRef<HTMLElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    // What was pressed is gone with the view before, and a plan is always asked for; else the focus stays where it is.
    if (view === 'plan' || document.activeElement === document.body)
      panel.current?.focus({ preventScroll: true });
  }, [view]);
  return panel;
}
