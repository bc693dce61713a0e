/** The strip of a frame: Run or Stop, what it is, how far its figures can be trusted, and the door to the whole. */
import { ExternalLink } from 'lucide-react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { RunButton } from '../controls/RunButton';
import { formatMs } from '../format';
import { Hint } from '../primitives/Hint';
import { hashOf, presetOf } from '../scenario-link';
import { usePlayground } from '../store';
import type { Refusals } from './embed-door';

export function EmbedBar({ refusals }: { readonly refusals: StoreApi<Refusals> }) {
  const ready = usePlayground((state) => state.snapshot !== null && state.catalog !== null);
  const name = usePlayground(({ snapshot, presets }) => {
    const scenario = snapshot?.scenario;
    if (scenario === undefined) return '';
    return presetOf(scenario, presets)?.title ?? scenario.name;
  });
  return (
    <header className="bar embed-bar">
      {ready && <RunButton />}
      <h1>Multi-DNN Playground</h1>
      <span className="embed-name">{name}</span>
      <span className="bar-space" />
      <RefusalCount refusals={refusals} />
      <IsolationNote />
      <WholeLink />
    </header>
  );
}

/** Absent in a frame that is isolated, and until the machine was looked at. */
function IsolationNote() {
  const resolution = usePlayground((state) => state.snapshot?.machine?.clockResolutionMs ?? null);
  if (crossOriginIsolated || resolution === null) return null;
  return (
    <Hint term="embed-isolation" className="warn">
      Not isolated: {formatMs(resolution)} clock, one thread, no SharedArrayBuffer
    </Hint>
  );
}

function RefusalCount({ refusals }: { readonly refusals: StoreApi<Refusals> }) {
  const { count } = useStore(refusals);
  if (count === 0) return null;
  return (
    <Hint term="embed-refused" className="warn">
      {count} {count === 1 ? 'message' : 'messages'} refused
    </Hint>
  );
}

/** The same scenario in a tab of its own, which is isolated and has every control. */
function WholeLink() {
  const hash = usePlayground(({ snapshot, presets }) =>
    snapshot === null || snapshot.tenants.length === 0 ? '' : (hashOf(snapshot.scenario, presets) ?? ''),
  );
  return (
    <a className="embed-whole" href={`${location.pathname}${hash}`} target="_blank" rel="noopener">
      <ExternalLink size={15} aria-hidden="true" /> Open the playground
    </a>
  );
}
