/**
 * Experiments: what can be measured, the plan beforehand, how far it is, and the answer. It lies over the charts, so that
 * stage and board show what is being measured; what it shows stands on the desk in the store.
 */
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
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
  const panel = useReturnedFocus(view);
  const close = () => store.getState().set({ panel: null });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <aside
      ref={panel}
      className="experiments"
      aria-labelledby="experiments-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="experiments-head">
        <h2 id="experiments-title">Experiments</h2>
        {(view === 'plan' || view === 'answer') && (
          <button type="button" className="quiet small" onClick={() => changeDesk(store, { view: 'choose' })}>
            All experiments
          </button>
        )}
        <button type="button" className="icon-button quiet" aria-label="Close experiments" onClick={close}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="experiments-body" tabIndex={0} aria-labelledby="experiments-title">
        <View view={view} />
      </section>
    </aside>
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

/** Takes the focus when it opens and when another view stands in it, and gives it back when it closes. */
function useReturnedFocus(view: ExperimentDesk['view']) {
  const panel = useRef<HTMLElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    const element = panel.current;
    const before = document.activeElement;
    element?.querySelector<HTMLElement>('.experiments-body button')?.focus({ preventScroll: true });
    return () => {
      if (element?.contains(document.activeElement) === true && before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    // What was pressed is gone with the view before, and a plan is always asked for; else the focus stays where it is.
    if (view === 'plan' || document.activeElement === document.body)
      panel.current?.focus({ preventScroll: true });
  }, [view]);
  return panel;
}
