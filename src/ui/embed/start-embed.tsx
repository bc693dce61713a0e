/** Puts the frame together: the door to the page around, and the compact layout. Fetched by `?embed=1` alone. */
import type { ReactNode } from 'react';
import { EngineError } from '../../domain/errors';
import type { Snapshot } from '../../domain/snapshot';
import type { Session } from '../session';
import type { PlaygroundHandle } from '../store';
import { EmbedApp } from './EmbedApp';
import { EmbedDoor, type EmbedPlayground, type EmbedSurroundings } from './embed-door';
import type { EmbedPlace } from './embed-place';

export function startEmbed(handle: PlaygroundHandle, session: Session, place: EmbedPlace): ReactNode {
  const { notify } = handle.store.getState();
  const say = (text: string) => notify({ severity: 'problem', text, sticky: true, action: null });
  if (place.problem !== null) say(place.problem);
  const surroundings = surroundingsOf(place.parent ?? location.origin);
  const door = new EmbedDoor(surroundings, playgroundOf(handle, session));
  door.refusals.subscribe(({ count, origin }) => {
    if (count === 1) say(refusal(origin, surroundings.origin).message);
  });
  return <EmbedApp place={place} refusals={door.refusals} />;
}

const refusal = (from: string | null, obeyed: string) =>
  new EngineError(
    'embed-refused',
    `A page of ${from ?? 'an unknown origin'} sent commands to this frame, which takes them from the page around it alone, and only as ${obeyed}. They are ignored, and the bar counts them. If that page is yours, put parent=${from ?? '<its origin>'} into the frame’s address.`,
  );

function surroundingsOf(origin: string): EmbedSurroundings {
  return {
    origin,
    parent: window.parent === window ? null : window.parent,
    listen: (listener) => {
      addEventListener('message', listener);
      return () => removeEventListener('message', listener);
    },
    later: (afterMs, act) => {
      const timer = setTimeout(act, afterMs);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
  };
}

function playgroundOf({ engine, store }: PlaygroundHandle, session: Session): EmbedPlayground {
  // A frame that is out of sight gets no animation frames, and its store stands still: the engine's word is newer.
  let told: Snapshot | null = null;
  const newest = () => told ?? store.getState().snapshot;
  const arrivals: (() => void)[] = [];
  const tell = () => {
    if ((newest()?.tenants.length ?? 0) > 0) for (const arrive of arrivals.splice(0)) arrive();
  };
  engine.on('snapshot', (snapshot) => {
    told = snapshot;
    tell();
  });
  store.subscribe(tell);
  /** The engine answers before it tells; every scenario has tenants. */
  const standing = () =>
    new Promise<void>((resolve) => {
      arrivals.push(resolve);
      tell();
    });
  return {
    opened: session.opened.then(standing),
    run: () => engine.call('run', null),
    stop: () => engine.call('stop', null),
    loadScenario: (document) => session.loadScenario(document),
    facts: () => ({
      appVersion: import.meta.env.VITE_APP_VERSION ?? 'unknown',
      crossOriginIsolated,
      clockResolutionMs: newest()?.machine?.clockResolutionMs ?? null,
      scenario: newest()?.scenario ?? null,
    }),
    onSnapshot: (listener) => engine.on('snapshot', listener),
  };
}
