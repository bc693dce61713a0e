/** Runs and experiments that this browser keeps: the list, one of them, or several side by side. It places them only. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Notices } from '../overlays/Notices';
import { Dialog } from '../primitives/Dialog';
import { CompareView } from './CompareView';
import './evidence.css';
import { OpenedView } from './OpenedView';
import { RunList } from './RunList';
import { onRunsView, type RunsView, runsView, showRuns } from './runs-view';

const TITLES: Readonly<Record<RunsView['kind'], string>> = {
  list: 'Runs',
  one: 'Runs',
  compare: 'Runs side by side',
};

export function RunsDialog({ onClose }: { readonly onClose: () => void }) {
  const view = useSyncExternalStore(onRunsView, runsView);
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  // What is opened begins at its top, and the keys go on there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is the reason
  useEffect(() => {
    if (first.current) first.current = false;
    else body.current?.focus();
    body.current?.parentElement?.scrollTo({ top: 0 });
  }, [view]);
  const close = () => {
    showRuns({ kind: 'list' });
    onClose();
  };
  return (
    <Dialog title={TITLES[view.kind]} onClose={close}>
      <div ref={body} className="runs" tabIndex={-1}>
        {view.kind === 'list' && <RunList />}
        {view.kind === 'one' && <OpenedView opened={view.opened} onClose={close} />}
        {view.kind === 'compare' && <CompareView opened={view.opened} />}
      </div>
      {/* Those of the page lie behind the dialog. */}
      <Notices />
    </Dialog>
  );
}
